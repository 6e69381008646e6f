import type { ReferralMail } from "../mail";
import { Layout, type MailProps } from "./layout";
import { Action, Note, Paragraph } from "./parts";

/** To the referrer: somebody signed up with their code, or confirmed the address and counts from now. */
export function ReferralNotice({ mail, t, locale }: MailProps<ReferralMail>) {
  const { template, username, link, unsubscribeLink, code, maskedEmail: email } = mail;
  return (
    <Layout
      t={t}
      locale={locale}
      preheader={t(`${template}.preheader`, { email })}
      title={t(`${template}.title`)}
      unsubscribeLink={unsubscribeLink}
    >
      <Paragraph>{t("greeting", { username })}</Paragraph>
      <Paragraph>{t(`${template}.text`, { code, email })}</Paragraph>
      <Action href={link}>{t(`${template}.action`)}</Action>
      <Note>{t(`${template}.note`)}</Note>
    </Layout>
  );
}
