import { type Messages, NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";

interface ClientMessagesProps {
  /** `common` and `errors` come along always. */
  namespaces?: readonly (keyof Messages)[];
  children: ReactNode;
}

/** Hands client components the texts they use, and no more: all of them would weigh on each page. */
export async function ClientMessages({ namespaces = [], children }: ClientMessagesProps) {
  const messages = await getMessages();
  const wanted = ["common", "errors", ...namespaces] as const;
  const picked = Object.fromEntries(wanted.map((namespace) => [namespace, messages[namespace]]));
  return <NextIntlClientProvider messages={picked}>{children}</NextIntlClientProvider>;
}
