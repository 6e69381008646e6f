import type { AmocrmAccount } from "@/sandbox/data/amocrm-accounts";
import type { AmocrmParts } from "./options";

export type HostRole =
  /** `www.amocrm.ru`, and the sandbox's own address, where a browser comes for consent. */
  | { kind: "platform" }
  /** `api-b.amocrm.ru` and its like: they know which subdomain an account has now. */
  | { kind: "shard" }
  | { kind: "account"; account: AmocrmAccount };

/** Which part of amoCRM a host name is; null for a subdomain that nobody has. */
export function hostRole(parts: AmocrmParts, host: string): HostRole | null {
  if (["127.0.0.1", "localhost", "[::1]", "www.amocrm.ru"].includes(host)) return { kind: "platform" };
  const [, label] = /^([a-z0-9-]+)\.amocrm\.ru$/.exec(host) ?? [];
  if (label === undefined) return null;
  if (/^api-[a-z]$/.test(label)) return { kind: "shard" };
  const account = parts.accounts.find((candidate) => currentSubdomain(parts, candidate) === label);
  return account ? { kind: "account", account } : null;
}

export function currentSubdomain(parts: AmocrmParts, account: AmocrmAccount): string {
  return parts.settings.value.moved[account.subdomain] ?? account.subdomain;
}

export function accountHost(parts: AmocrmParts, account: AmocrmAccount): string {
  return `${currentSubdomain(parts, account)}.amocrm.ru`;
}
