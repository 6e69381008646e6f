/** Of one connection only, never of what is passed on (RFC 9110 §7.6.1). */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** Ours, the client's own, or of the way between the client and us. */
const notSent = new Set([
  ...hopByHop,
  "host",
  "content-length",
  "expect",
  "authorization",
  "cookie",
  "cookie2",
  "origin",
  "referer",
  "forwarded",
  "via",
  "x-real-ip",
  "x-request-id",
]);
const notSentPrefixes = ["x-forwarded-", "x-vercel-", "x-mostik-", "mostik-", "sec-", "cf-"];

/** What would say something about our own address, not about the answer. */
const notReturned = new Set([
  ...hopByHop,
  "set-cookie",
  "set-cookie2",
  "strict-transport-security",
  "public-key-pins",
  "alt-svc",
  "clear-site-data",
  "content-security-policy",
  "content-security-policy-report-only",
  "report-to",
  "reporting-endpoints",
  "nel",
  "refresh",
  "service-worker-allowed",
  "cache-control",
  "x-request-id",
]);
const notReturnedPrefixes = ["access-control-", "x-mostik-", "proxy-"];

/** The headers of a client's request that go on to the provider. */
export function headersToSend(given: Iterable<readonly [string, string]>): Record<string, string> {
  const list = [...given].map(([name, value]) => [name.toLowerCase(), value] as const);
  const named = namedByConnection(list.find(([name]) => name === "connection")?.[1]);
  return Object.fromEntries(
    list.filter(([name]) => !notSent.has(name) && !named.has(name) && !startsLike(name, notSentPrefixes)),
  );
}

/** The headers of a provider's answer that go back to the client. */
export function headersToReturn(
  given: Record<string, string | string[] | undefined>,
): Array<[string, string]> {
  const connection = given.connection;
  const named = namedByConnection(Array.isArray(connection) ? connection.join(",") : connection);
  return Object.entries(given).flatMap(([name, value]): Array<[string, string]> => {
    if (value === undefined || notReturned.has(name) || named.has(name)) return [];
    if (startsLike(name, notReturnedPrefixes)) return [];
    return (Array.isArray(value) ? value : [value]).map((one) => [name, one]);
  });
}

function namedByConnection(value = ""): Set<string> {
  return new Set(value.split(",").map((name) => name.trim().toLowerCase()));
}

function startsLike(name: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => name.startsWith(prefix));
}
