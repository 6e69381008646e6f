import type { AuthorizeInput } from "@/sandbox/control/control-routes";

const mostSteps = 8;

/**
 * Walks the provider's own pages as a browser would, so that nothing is checked less than for a person.
 *
 * @returns where the browser would leave the provider for, or null when an error page was shown
 */
export async function authorizeWithoutBrowser(origin: string, input: AuthorizeInput): Promise<string | null> {
  const asked = new URL(input.url);
  const cookies = new Map<string, string>();
  let next = new URL(`${asked.pathname}${asked.search}`, origin);
  for (let step = 0; step < mostSteps; step += 1) {
    const isInteraction = next.pathname.startsWith("/interaction/");
    const response = await fetch(next, {
      redirect: "manual",
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(isInteraction && { method: "POST", body: decision(input) }),
    });
    await response.body?.cancel();
    keepCookies(cookies, response);
    const location = response.headers.get("location");
    if (location === null) return null;
    next = new URL(location, next);
    if (next.origin !== origin) return next.href;
  }
  return null;
}

function decision(input: AuthorizeInput): URLSearchParams {
  return new URLSearchParams({ account: input.account, decision: input.deny ? "deny" : "allow" });
}

function keepCookies(cookies: Map<string, string>, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    if (at > 0) cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
