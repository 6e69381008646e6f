const base = "http://mostik.invalid";
const isPrivate = /^\/(dashboard|admin)(\/|$)/;

/**
 * A private page of ours to go on to after signing in, as path and query; null for everything else,
 * so that no link to the sign-in leads to another site.
 */
export function returnPath(text: unknown): string | null {
  if (typeof text !== "string" || text.length > 1_000 || !URL.canParse(text, base)) return null;
  const { origin, pathname, search } = new URL(text, base);
  return origin === base && isPrivate.test(pathname) ? `${pathname}${search}` : null;
}

/** The sign-in page that leads on to `page`; the dashboard is where it leads by itself. */
export function signInPath(page: unknown): string {
  const to = returnPath(page);
  return to === null || to === "/dashboard" ? "/sign-in" : `/sign-in?${new URLSearchParams({ next: to })}`;
}
