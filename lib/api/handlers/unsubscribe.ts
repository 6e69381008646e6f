import { db } from "@/db/client";
import { systemNow } from "@/lib/clock";
import { randomId } from "@/lib/crypto/token";
import { clientNetwork } from "@/lib/domain/client-network";
import { env } from "@/lib/env";
import { clientAddress } from "@/lib/http/client-address";
import type { Handler } from "@/lib/http/handler";
import { problem } from "@/lib/http/problem";
import { limitRequests, type RateLimit } from "@/lib/kv/rate-limit";
import { setMailPreferenceByLink } from "@/lib/services/mail-preference/set";

/** Mail programs of many people share an address, and each asks once. */
const perClient: RateLimit = { name: "unsubscribe", limit: 600, windowSeconds: 60 };

/** `POST /api/unsubscribe?token=`: a mail program's one click (RFC 8058 §3.2); the body says nothing new. */
export const unsubscribeHandler: Handler = async (request) => {
  const requestId = randomId();
  const client = { ip: clientAddress(request.headers), userAgent: request.headers.get("user-agent") };
  try {
    await limitRequests(perClient, clientNetwork(client.ip));
    const actor = { type: "anonymous" } as const;
    const ctx = { actor, now: systemNow(), requestId, client, db: db() };
    await setMailPreferenceByLink(ctx, { token: tokenOf(request), isWanted: false });
    return new Response(null, {
      status: 204,
      headers: { "cache-control": "no-store", "x-request-id": requestId },
    });
  } catch (error) {
    return problem(error, requestId);
  }
};

/** Opened by a person or by a scanner of links: nothing happens but that the page which asks is shown. */
export const unsubscribePageHandler: Handler = async (request) => {
  const page = new URL("/unsubscribe", env().APP_URL);
  page.searchParams.set("token", tokenOf(request));
  return new Response(null, {
    status: 303,
    headers: { location: page.toString(), "cache-control": "no-store", "referrer-policy": "no-referrer" },
  });
};

function tokenOf(request: Request): string {
  return new URL(request.url).searchParams.get("token") ?? "";
}
