import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { errors, type Requester, type UpstashRequest } from "@upstash/redis";
import { Pool } from "undici";

const withinMs = 1_000;
const tryAgainAfterMs = 50;

/**
 * Carries the store's commands over connections of its own. The library's usual way is the global
 * `fetch`, which costs twice the processor time, and more where Next has wrapped it.
 *
 * @throws {errors.UpstashError} where the store refuses; what the connection failed of, after a second
 * try; a time-out of one second.
 */
export function storeRequester(url: string, token: string): Requester {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, {
    connect: { timeout: withinMs },
    headersTimeout: withinMs,
    bodyTimeout: withinMs,
  });
  // A store in several regions answers with what it has at least written by then.
  let syncToken = "";
  const exchange = async ({ path = [], body }: UpstashRequest) => {
    const answer = await pool.request({
      method: "POST",
      path: [pathname.replace(/\/$/, ""), ...path].join("/") || "/",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "upstash-sync-token": syncToken,
      },
      body: JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200)
      throw new errors.UpstashError(refusal(text) ?? `HTTP ${answer.statusCode}`);
    syncToken = String(answer.headers["upstash-sync-token"] ?? "");
    return JSON.parse(text);
  };
  return {
    request: async (asked) => {
      try {
        return await exchange(asked);
      } catch (error) {
        if (!isBroken(error)) throw error;
        await sleep(tryAgainAfterMs);
        return await exchange(asked);
      }
    },
  };
}

/** A connection that the store has closed meanwhile is noticed when it is used. */
function isBroken(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : null;
  return code === "UND_ERR_SOCKET" || code === "ECONNRESET" || code === "ECONNREFUSED" || code === "EPIPE";
}

function refusal(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && "error" in body ? String(body.error) : null;
  } catch {
    return null;
  }
}
