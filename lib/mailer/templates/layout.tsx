import { Body, Container, Head, Heading, Html, Link, Preview, Text } from "@react-email/components";
import type { ReactNode } from "react";
import type { Locale } from "@/lib/domain/locale";
import type { MailTranslator } from "../translator";
import { darkTheme, styles } from "./theme";

export interface MailProps<M> {
  mail: M;
  t: MailTranslator;
  locale: Locale;
}

interface LayoutProps {
  t: MailTranslator;
  locale: Locale;
  /** What an inbox shows beside the subject. */
  preheader: string;
  title: string;
  children: ReactNode;
  /** Where mails of this kind are switched off; absent for those that cannot be. */
  unsubscribeLink?: string;
}

/** The frame of every mail: no images and no remote fonts, so nothing is missing or tracked. */
export function Layout({ t, locale, preheader, title, children, unsubscribeLink }: LayoutProps) {
  return (
    <Html lang={locale}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{title}</title>
        <style>{darkTheme}</style>
      </Head>
      <Body className="page" style={styles.page}>
        <Preview>{preheader}</Preview>
        <Container className="page" style={styles.column}>
          <Text className="ink" style={styles.brand}>
            Mostik
          </Text>
          <Container className="card" style={styles.card}>
            <Heading as="h1" className="ink" style={styles.title}>
              {title}
            </Heading>
            {children}
          </Container>
          <Text className="muted" style={styles.footer}>
            {t("footer.sentBy")} {t("footer.automatic")}
          </Text>
          {unsubscribeLink !== undefined && (
            <Text className="muted" style={styles.footer}>
              <Link className="link" style={styles.link} href={unsubscribeLink}>
                {t("footer.notices")}
              </Link>
            </Text>
          )}
        </Container>
      </Body>
    </Html>
  );
}
