import "server-only";
import { env } from "@/lib/env";

/** What can be imitated, in the order in which it is shown. */
export const imitable = ["dodois", "amocrm", "mail"] as const;
export type Imitation = (typeof imitable)[number];

/**
 * What the product is talking to imitations of, for pages to say so. Read off the addresses, so that it cannot be
 * said wrongly; in production there are none but under `npm start`.
 */
export function imitations(): Imitation[] {
  const { DODOIS_ISSUER, DODOIS_COM_ISSUER, AMOCRM_SANDBOX_ORIGIN, RESEND_BASE_URL, MOSTIK_MAILBOX_URL } =
    env();
  const isImitated: Record<Imitation, boolean> = {
    dodois: isPlain(DODOIS_ISSUER) || isPlain(DODOIS_COM_ISSUER),
    amocrm: AMOCRM_SANDBOX_ORIGIN !== undefined,
    mail: MOSTIK_MAILBOX_URL !== undefined || isPlain(RESEND_BASE_URL),
  };
  return imitable.filter((one) => isImitated[one]);
}

/** Somebody else's service is never spoken to over plain HTTP. */
function isPlain(url: string | undefined): boolean {
  return url?.startsWith("http:") ?? false;
}
