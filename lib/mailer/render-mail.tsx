import "server-only";
import { render, toPlainText } from "@react-email/render";
import type { ReactElement } from "react";
import type { Locale } from "@/lib/domain/locale";
import type { Mail } from "./mail";
import { AccountExists } from "./templates/account-exists";
import { AccountLink } from "./templates/account-link";
import { CodeExpiring } from "./templates/code-expiring";
import { ConnectionRecovered } from "./templates/connection-recovered";
import type { MailProps } from "./templates/layout";
import { ReconnectNeeded } from "./templates/reconnect-needed";
import { ReferralNotice } from "./templates/referral-notice";
import { SecurityNotice } from "./templates/security-notice";
import { Welcome } from "./templates/welcome";
import { type MailTranslator, mailTranslator } from "./translator";

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
}

const plainText = { selectors: [{ selector: "h1", options: { uppercase: false, leadingLineBreaks: 2 } }] };

/** A mail in the reader's language. The same input gives the same bytes, so that a repeat is recognised. */
export async function renderMail(mail: Mail, locale: Locale): Promise<RenderedMail> {
  const t = mailTranslator(locale);
  const html = await render(element({ mail, t, locale }));
  return { subject: oneLine(subject(mail, t)), html, text: toPlainText(html, plainText) };
}

function element({ mail, ...rest }: MailProps<Mail>): ReactElement {
  switch (mail.template) {
    case "verify_email":
    case "reset_password":
    case "confirm_address":
      return <AccountLink mail={mail} {...rest} />;
    case "welcome":
      return <Welcome mail={mail} {...rest} />;
    case "account_exists":
      return <AccountExists mail={mail} {...rest} />;
    case "referral_registered":
    case "referral_confirmed":
      return <ReferralNotice mail={mail} {...rest} />;
    case "code_expiring":
      return <CodeExpiring mail={mail} {...rest} />;
    case "password_changed":
    case "api_key_created":
    case "new_sign_in":
      return <SecurityNotice mail={mail} {...rest} />;
    case "reconnect_needed":
      return <ReconnectNeeded mail={mail} {...rest} />;
    case "connection_recovered":
      return <ConnectionRecovered mail={mail} {...rest} />;
  }
}

function subject(mail: Mail, t: MailTranslator): string {
  switch (mail.template) {
    case "referral_registered":
    case "referral_confirmed":
    case "code_expiring":
      return t(`${mail.template}.subject`, { code: mail.code });
    case "reconnect_needed":
    case "connection_recovered": {
      const provider = t(`providers.${mail.provider}`);
      return t(`${mail.template}.subject`, { provider, connection: mail.connection });
    }
    default:
      return t(`${mail.template}.subject`);
  }
}

/** A name may hold a line break, and a header may not. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
}
