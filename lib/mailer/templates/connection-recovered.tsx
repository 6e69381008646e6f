import type { ConnectionMail } from "../mail";
import { Layout, type MailProps } from "./layout";
import { Action, Paragraph } from "./parts";

/** After a reconnect was needed: all is well again. */
export function ConnectionRecovered({ mail, t, locale }: MailProps<ConnectionMail>) {
  const { username, link, connection } = mail;
  const provider = t(`providers.${mail.provider}`);
  return (
    <Layout
      t={t}
      locale={locale}
      preheader={t("connection_recovered.preheader")}
      title={t("connection_recovered.title")}
      unsubscribeLink={mail.unsubscribeLink}
    >
      <Paragraph>{t("greeting", { username })}</Paragraph>
      <Paragraph>{t("connection_recovered.text", { provider, connection })}</Paragraph>
      <Action href={link}>{t("connection_recovered.action")}</Action>
    </Layout>
  );
}
