import type { ReferralRegisteredMail } from "../mail";
import { Layout, type MailProps } from "./layout";
import { Action, Note, Paragraph } from "./parts";

/** To the referrer: somebody signed up with their code. */
export function ReferralRegistered({ mail, t, locale }: MailProps<ReferralRegisteredMail>) {
  const { username, link, unsubscribeLink, code, maskedEmail: email } = mail;
  return (
    <Layout
      t={t}
      locale={locale}
      preheader={t("referral_registered.preheader", { email })}
      title={t("referral_registered.title")}
      unsubscribeLink={unsubscribeLink}
    >
      <Paragraph>{t("greeting", { username })}</Paragraph>
      <Paragraph>{t("referral_registered.text", { code, email })}</Paragraph>
      <Action href={link}>{t("referral_registered.action")}</Action>
      <Note>{t("referral_registered.note")}</Note>
    </Layout>
  );
}
