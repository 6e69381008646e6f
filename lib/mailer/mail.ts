import type { ProviderId } from "@/lib/domain/provider";

interface Addressed {
  username: string;
  /** Where the mail's button leads. */
  link: string;
}

/** A mail of a kind that may be switched off. */
interface Notice extends Addressed {
  /** Where a person is asked whether to switch it off. */
  unsubscribeLink: string;
  /** Where a mail program does so at once. */
  oneClickLink: string;
}

export interface AccountLinkMail extends Addressed {
  template: "verify_email" | "reset_password" | "confirm_address";
}

export interface WelcomeMail extends Addressed {
  template: "welcome";
}

export interface AccountExistsMail extends Addressed {
  template: "account_exists";
  resetLink: string;
}

export interface ReferralMail extends Notice {
  template: "referral_registered" | "referral_confirmed";
  code: string;
  maskedEmail: string;
}

export interface ConnectionMail extends Notice {
  template: "reconnect_needed" | "connection_recovered";
  provider: ProviderId;
  connection: string;
}

export interface CodeExpiringMail extends Notice {
  template: "code_expiring";
  code: string;
  expiresAt: Date;
}

/** That something was done which only the account's owner should do. It cannot be switched off. */
export interface SecurityMail extends Addressed {
  template: "password_changed" | "api_key_created" | "new_sign_in";
  resetLink: string;
  /** The key's name, or the browser and system; null where there is none or it is unknown. */
  subject: string | null;
}

/** All that the text of a mail depends on. Links are absolute; what people wrote is plain text. */
export type Mail =
  | AccountLinkMail
  | WelcomeMail
  | AccountExistsMail
  | ReferralMail
  | CodeExpiringMail
  | SecurityMail
  | ConnectionMail;
