import { Button, Link, Text } from "@react-email/components";
import type { ReactNode } from "react";
import type { MailTranslator } from "../translator";
import { styles } from "./theme";

export function Paragraph({ children }: { children: ReactNode }) {
  return (
    <Text className="ink" style={styles.text}>
      {children}
    </Text>
  );
}

/** What one may skip: smaller and quieter. */
export function Note({ children }: { children: ReactNode }) {
  return (
    <Text className="muted" style={styles.note}>
      {children}
    </Text>
  );
}

/** The one thing to do. */
export function Action({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button className="button" style={styles.button} href={href}>
      {children}
    </Button>
  );
}

export function InlineLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link className="link" style={styles.link} href={href}>
      {children}
    </Link>
  );
}

/** The link as text; left out of the plain-text part, where the button is one already. */
export function LinkFallback({ href, t }: { href: string; t: MailTranslator }) {
  return (
    <div data-skip-in-text="true">
      <Note>
        {t("linkFallback")}
        <br />
        <InlineLink href={href}>{href}</InlineLink>
      </Note>
    </div>
  );
}
