import type { ProviderId } from "@/lib/domain/provider";

interface Addressed {
  username: string;
  /** Where the mail's button leads. */
  link: string;
}

export interface AccountLinkMail extends Addressed {
  template: "verify_email" | "reset_password";
}

export interface WelcomeMail extends Addressed {
  template: "welcome";
}

export interface AccountExistsMail extends Addressed {
  template: "account_exists";
  resetLink: string;
}

export interface ReferralRegisteredMail extends Addressed {
  template: "referral_registered";
  settingsLink: string;
  code: string;
  maskedEmail: string;
}

export interface ConnectionMail extends Addressed {
  template: "reconnect_needed" | "connection_recovered";
  provider: ProviderId;
  connection: string;
}

/** All that the text of a mail depends on. Links are absolute; what people wrote is plain text. */
export type Mail =
  | AccountLinkMail
  | WelcomeMail
  | AccountExistsMail
  | ReferralRegisteredMail
  | ConnectionMail;
