import type { CodeExpiringMail } from "../mail";
import { Layout, type MailProps } from "./layout";
import { Action, Note, Paragraph } from "./parts";

/** To the owner of an active code that ends within days. */
export function CodeExpiring({ mail, t, locale }: MailProps<CodeExpiringMail>) {
  const { username, link, unsubscribeLink, code, expiresAt } = mail;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
  return (
    <Layout
      t={t}
      locale={locale}
      preheader={t("code_expiring.preheader")}
      title={t("code_expiring.title")}
      unsubscribeLink={unsubscribeLink}
    >
      <Paragraph>{t("greeting", { username })}</Paragraph>
      <Paragraph>{t("code_expiring.text", { code, date: format.format(expiresAt) })}</Paragraph>
      <Action href={link}>{t("code_expiring.action")}</Action>
      <Note>{t("code_expiring.note")}</Note>
    </Layout>
  );
}
