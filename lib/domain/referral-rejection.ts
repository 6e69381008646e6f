import { isDisposableAddress } from "./disposable-domain";

/** `operator`: decided by a person, with a note. `duplicate_mailbox`: the mailbox was counted before. */
export type ReferralRejection =
  | "own_code"
  | "same_address"
  | "disposable_address"
  | "duplicate_mailbox"
  | "operator";

interface Person {
  id: string;
  email: string;
}

/** Why a registration by a code earns its owner nothing; null when it does. */
export function referralRejection(referrer: Person, referred: Person): ReferralRejection | null {
  if (referrer.id === referred.id) return "own_code";
  if (canonicalAddress(referrer.email) === canonicalAddress(referred.email)) return "same_address";
  return isDisposableAddress(referred.email) ? "disposable_address" : null;
}

const gmailDomains = ["gmail.com", "googlemail.com"];
const yandexDomains = ["yandex.ru", "yandex.com", "yandex.by", "yandex.kz", "ya.ru"];

/**
 * The mailbox behind the spellings of an address: without case and plus-tag, at Gmail without dots,
 * and at Yandex, where dots and hyphens are one character, with hyphens. Only for comparing people:
 * mail goes to the address as it was written.
 */
export function canonicalAddress(email: string): string {
  const address = email.trim().normalize("NFKC").toLowerCase();
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1);
  const local = address.slice(0, at).replace(/(?<=.)\+.*$/, "");
  if (gmailDomains.includes(domain)) return `${local.replaceAll(".", "")}@gmail.com`;
  if (yandexDomains.includes(domain)) return `${local.replaceAll(".", "-")}@yandex.ru`;
  return `${local}@${domain}`;
}
