import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { errors, type Requester, type UpstashRequest } from "@upstash/redis";
import { Pool } from "undici";

const withinMs = 1_000;
const tryAgainAfterMs = 50;
/** A crowd waits for these: to open hundreds takes longer than to use them in turn. */
const connectionsAtMost = 32;

/**
 * Carries the store's commands over connections of its own. The library's usual way is the global
 * `fetch`, which costs twice the processor time, and more where Next has wrapped it.
 *
 * @throws {errors.UpstashError} where the store refuses; else what the connection failed of twice, and
 * an abort after one second in all.
 */
export function storeRequester(url: string, token: string): Requester {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: connectionsAtMost, connect: { timeout: withinMs } });
  // A store in several regions answers with what it has at least written by then.
  let syncToken = "";
  const exchange = async ({ path = [], body }: UpstashRequest, signal: AbortSignal) => {
    const answer = await pool.request({
      method: "POST",
      path: [pathname.replace(/\/$/, ""), ...path].join("/") || "/",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "upstash-sync-token": syncToken,
      },
      body: JSON.stringify(body),
      signal,
    });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  };
  return {
    request: async (asked) => {
      const { status, headers, text } = await twiceWithin(async (signal) => await exchange(asked, signal));
      if (status !== 200) throw new errors.UpstashError(refusal(text) ?? `HTTP ${status}`);
      syncToken = String(headers["upstash-sync-token"] ?? "");
      return JSON.parse(text);
    },
  };
}

/** A second try, for connections that the store has closed meanwhile, within what is left of the second. */
async function twiceWithin<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), withinMs);
  try {
    return await work(deadline.signal).catch(async (error: unknown) => {
      if (deadline.signal.aborted) throw error;
      await sleep(tryAgainAfterMs);
      return await work(deadline.signal);
    });
  } finally {
    clearTimeout(timer);
  }
}

function refusal(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && "error" in body ? String(body.error) : null;
  } catch {
    return null;
  }
}
