import "server-only";
import { Ratelimit } from "@upstash/ratelimit";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { kv } from "./client";

/** `limit` requests in a sliding window of `windowSeconds`, counted by `name` and a subject. */
export interface RateLimit {
  name: string;
  limit: number;
  windowSeconds: number;
}

const limiters = new Map<string, Ratelimit>();

/**
 * Counts a request of `subject`. Fails open: without the store people can still sign in, and the
 * expensive paths have limits of their own.
 *
 * @throws {AppError} `rate_limited` with the seconds to wait.
 */
export async function limitRequests(rule: RateLimit, subject: string): Promise<void> {
  const result = await limiter(rule)
    .limit(subject)
    .catch((error: unknown) => {
      log().warn({ err: error, limit: rule.name }, "rate limit not counted: the store is away");
      return null;
    });
  if (result === null || result.success) return;
  const retryAfterSeconds = Math.max(1, Math.ceil((result.reset - Date.now()) / 1000));
  throw new AppError("rate_limited", { retryAfterSeconds });
}

function limiter(rule: RateLimit): Ratelimit {
  const known = limiters.get(rule.name);
  if (known !== undefined) return known;
  const made = new Ratelimit({
    redis: kv(),
    prefix: `limit:${rule.name}`,
    limiter: Ratelimit.slidingWindow(rule.limit, `${rule.windowSeconds} s`),
    // The in-process cache answers for subjects that are over their limit already.
    ephemeralCache: new Map(),
    timeout: 0,
  });
  limiters.set(rule.name, made);
  return made;
}
