import type { SecurityMail } from "../mail";
import { Layout, type MailProps } from "./layout";
import { Action, InlineLink, Note, Paragraph } from "./parts";

/** To the account's owner, who either did it or must know of it. */
export function SecurityNotice({ mail, t, locale }: MailProps<SecurityMail>) {
  const { template, username, link, resetLink, subject } = mail;
  return (
    <Layout t={t} locale={locale} preheader={t(`${template}.preheader`)} title={t(`${template}.title`)}>
      <Paragraph>{t("greeting", { username })}</Paragraph>
      <Paragraph>{t(`${template}.text`, { subject: subject ?? t("security.unknown") })}</Paragraph>
      <Action href={link}>{t(`${template}.action`)}</Action>
      <Note>
        {t("security.notYou")} <InlineLink href={resetLink}>{resetLink}</InlineLink>
      </Note>
    </Layout>
  );
}
