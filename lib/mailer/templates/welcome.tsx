import type { WelcomeMail } from "../mail";
import { Layout, type MailProps } from "./layout";
import { Action, Paragraph } from "./parts";

/** After the address is confirmed: what to do first. */
export function Welcome({ mail, t, locale }: MailProps<WelcomeMail>) {
  return (
    <Layout t={t} locale={locale} preheader={t("welcome.preheader")} title={t("welcome.title")}>
      <Paragraph>{t("greeting", { username: mail.username })}</Paragraph>
      <Paragraph>{t("welcome.text")}</Paragraph>
      <Paragraph>1. {t("welcome.stepConnect")}</Paragraph>
      <Paragraph>2. {t("welcome.stepShare")}</Paragraph>
      <Action href={mail.link}>{t("welcome.action")}</Action>
    </Layout>
  );
}
