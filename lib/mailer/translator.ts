import { createTranslator } from "next-intl";
import type { Locale } from "@/lib/domain/locale";
import { messages } from "@/lib/i18n/messages";

export type MailTranslator = ReturnType<typeof mailTranslator>;

/** The texts of mails in one language. A missing key is an error, not a mail with a hole. */
export function mailTranslator(locale: Locale) {
  return createTranslator({
    locale,
    messages: messages[locale],
    namespace: "mail",
    onError: (error) => {
      throw error;
    },
  });
}
