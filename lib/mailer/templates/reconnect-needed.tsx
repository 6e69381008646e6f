import type { ConnectionMail } from "../mail";
import { Layout, type MailProps } from "./layout";
import { Action, Note, Paragraph } from "./parts";

/** The provider no longer accepts the grant: only the person can renew it. */
export function ReconnectNeeded({ mail, t, locale }: MailProps<ConnectionMail>) {
  const { username, link, connection } = mail;
  const provider = t(`providers.${mail.provider}`);
  return (
    <Layout
      t={t}
      locale={locale}
      preheader={t("reconnect_needed.preheader")}
      title={t("reconnect_needed.title")}
      unsubscribeLink={mail.unsubscribeLink}
    >
      <Paragraph>{t("greeting", { username })}</Paragraph>
      <Paragraph>{t("reconnect_needed.text", { provider, connection })}</Paragraph>
      <Action href={link}>{t("reconnect_needed.action")}</Action>
      <Note>{t("reconnect_needed.note")}</Note>
    </Layout>
  );
}
