const labelledHost = /^([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)\.(?:amocrm\.ru|amocrm\.com|kommo\.com)$/;
const shard = /^api(?:-[a-z0-9-]+)?$/;
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
  const label = labelledHost.exec(host)?.[1];
  return label === undefined || notAnAccount.test(label) ? null : host;
}

/**
 * The host of the API shard that `text`, a claim of an access token whose signature nobody can
 * check, names; null for everything else, since the refresh token is sent there.
 */
export function amocrmShardHost(text: string): string | null {
  const host = text.toLowerCase();
  const label = labelledHost.exec(host)?.[1];
  return label !== undefined && shard.test(label) ? host : null;
}
