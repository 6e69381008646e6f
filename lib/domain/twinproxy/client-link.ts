import { amocrmAccountHost } from "../amocrm-host";

/**
 * The account host that a `client_link` means, or null. Callers send a link with or without a path,
 * a host, or the account's name alone; only amoCRM's own domains pass, since the secret is sent there.
 */
export function clientLinkHost(link: string): string | null {
  const host = link
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/[/?#].*$/s, "");
  return amocrmAccountHost(host.includes(".") ? host : `${host}.amocrm.ru`);
}
