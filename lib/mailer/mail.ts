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
  template: "verify_email" | "reset_password";
}

export interface WelcomeMail extends Addressed {
  template: "welcome";
}

export interface AccountExistsMail extends Addressed {
  template: "account_exists";
  resetLink: string;
}

export interface ReferralRegisteredMail extends Notice {
  template: "referral_registered";
  code: string;
  maskedEmail: string;
}

export interface ConnectionMail extends Notice {
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
