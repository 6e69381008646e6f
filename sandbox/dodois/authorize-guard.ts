import type { IncomingMessage } from "node:http";
import { type Incoming, replay } from "@/sandbox/control/incoming";
import { dodoisScopes } from "./options";

/** Why Dodo IS shows its own error page, where oidc-provider would send the browser back with the error. */
export function authorizeRefusal(query: URLSearchParams): { error: string; description: string } | null {
  if (!query.get("code_challenge")) {
    return { error: "invalid_request", description: "code challenge required" };
  }
  if (query.get("code_challenge_method") !== "S256") {
    return { error: "invalid_request", description: "transform algorithm not supported" };
  }
  const unknown = (query.get("scope") ?? "")
    .split(" ")
    .filter((scope) => scope && !dodoisScopes.includes(scope));
  if (unknown.length > 0) {
    return { error: "invalid_scope", description: `unknown scope: ${unknown.join(" ")}` };
  }
  return null;
}

/**
 * The request as oidc-provider shall see it. Each authorization asks who signs in and what is allowed, whatever
 * the browser's session says; and without `prompt=consent` oidc-provider would withhold `offline_access`
 * (OpenID Connect Core §11), which Dodo IS does not.
 */
export function withFreshSession(incoming: Incoming): IncomingMessage {
  const url = new URL(incoming.url);
  if (url.pathname === "/connect/authorize" && !url.searchParams.has("prompt")) {
    url.searchParams.set("prompt", "login consent");
  }
  const cookies = (incoming.raw.headers.cookie ?? "").split(/; */);
  const kept = cookies.filter((cookie) => !cookie.startsWith("dodois_session"));
  return replay(incoming, { url: `${url.pathname}${url.search}`, headers: { cookie: kept.join("; ") } });
}
