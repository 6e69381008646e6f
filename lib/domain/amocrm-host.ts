const accountHost = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.(?:amocrm\.ru|amocrm\.com|kommo\.com)$/;
const notAnAccount = /^(?:www|api(?:-.*)?|amojo|drive(?:-.*)?)$/;

/**
 * The account host that `text` (a bare host, or a link to it) names, or null. Only names under
 * amoCRM's own domains pass: no user part, port, path, address or foreign host, since the client
 * secret is sent there.
 */
export function amocrmAccountHost(text: string): string | null {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https:\/\//, "")
    .replace(/\/$/, "");
  const label = accountHost.exec(host)?.[1];
  return label === undefined || notAnAccount.test(label) ? null : host;
}
