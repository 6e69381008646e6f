import type { AccountLinkMail } from "../mail";
import { Layout, type MailProps } from "./layout";
import { Action, LinkFallback, Note, Paragraph } from "./parts";

/** A link that proves the address: to confirm it, or to set a new password. */
export function AccountLink({ mail, t, locale }: MailProps<AccountLinkMail>) {
  const { template, username, link } = mail;
  return (
    <Layout t={t} locale={locale} preheader={t(`${template}.preheader`)} title={t(`${template}.title`)}>
      <Paragraph>{t("greeting", { username })}</Paragraph>
      <Paragraph>{t(`${template}.text`)}</Paragraph>
      <Action href={link}>{t(`${template}.action`)}</Action>
      <LinkFallback href={link} t={t} />
      <Note>{t(`${template}.note`)}</Note>
    </Layout>
  );
}
