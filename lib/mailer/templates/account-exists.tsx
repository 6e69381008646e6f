import type { AccountExistsMail } from "../mail";
import { Layout, type MailProps } from "./layout";
import { Action, InlineLink, Note, Paragraph } from "./parts";

/** To the owner of an address with which somebody tried to sign up again. */
export function AccountExists({ mail, t, locale }: MailProps<AccountExistsMail>) {
  return (
    <Layout t={t} locale={locale} preheader={t("account_exists.preheader")} title={t("account_exists.title")}>
      <Paragraph>{t("greeting", { username: mail.username })}</Paragraph>
      <Paragraph>{t("account_exists.text")}</Paragraph>
      <Action href={mail.link}>{t("account_exists.action")}</Action>
      <Note>
        {t("account_exists.forgot")} <InlineLink href={mail.resetLink}>{mail.resetLink}</InlineLink>
      </Note>
      <Note>{t("account_exists.note")}</Note>
    </Layout>
  );
}
