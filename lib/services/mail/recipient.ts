import type { Locale } from "@/lib/domain/locale";

/** Whom a mail is for. */
export interface Recipient {
  id: string;
  email: string;
  emailKey: string;
  username: string;
  locale: Locale;
}
