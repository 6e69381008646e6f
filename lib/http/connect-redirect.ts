import "server-only";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

/** A page of ours, from the configured address: a request's own URL is not the public one. */
export function appUrl(path: string, query: Record<string, string> = {}): URL {
  const url = new URL(path, env().APP_URL);
  url.search = new URLSearchParams(query).toString();
  return url;
}

/** A redirect that leaves no code or state behind in caches and referrers (RFC 9700 §4.2). */
export function connectionsRedirect(to: URL): Response {
  return new Response(null, {
    status: 303,
    headers: { location: to.toString(), "cache-control": "no-store", "referrer-policy": "no-referrer" },
  });
}

/** Back to the connections, with the reason as a key of messages/, never as the provider's words. */
export function failedRedirect(error: unknown, connectionId: string | null, requestId: string): Response {
  unstable_rethrow(error);
  const known = error instanceof AppError ? error : new AppError("internal", { cause: error });
  if (known.code === "internal" || known.code === "provider_error") {
    log().warn({ err: error, requestId }, "connecting failed");
  }
  const path = z.uuid().safeParse(connectionId).success ? `/${connectionId}` : "";
  const result = known.reason === "consent_denied" ? "denied" : "failed";
  return connectionsRedirect(
    appUrl(`/dashboard/connections${path}`, {
      result,
      reason: known.reason ?? known.code,
      request: requestId,
    }),
  );
}
