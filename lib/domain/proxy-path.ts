const printable = /^[\x21-\x7e]+$/;

/**
 * The address below `base` that a path and a query name, or null where the path could lead anywhere
 * else: the address is what was asked for, letter by letter, or it is refused. An encoded slash
 * stays encoded, and is no slash.
 *
 * @param base an origin, or one with a path; without a slash at its end.
 * @param path without a slash at its beginning, percent-encoded as it came.
 * @param search with its question mark; empty where there is none.
 */
export function proxyUrl(base: string, path: string, search: string): URL | null {
  if (!printable.test(path) || /[\\?#]/.test(path)) return null;
  const segments = path.split("/").map((segment) => segment.replaceAll(/%2e/gi, "."));
  if (segments.slice(0, -1).includes("") || segments.some((segment) => /^\.\.?$/.test(segment))) return null;
  const wanted = `${base}/${path}`;
  if (!URL.canParse(wanted + search)) return null;
  const url = new URL(wanted + search);
  const root = new URL(base);
  const asked = `${root.pathname.replace(/\/$/, "")}/${path}`;
  return url.origin === root.origin && url.pathname === asked && url.username === "" ? url : null;
}
