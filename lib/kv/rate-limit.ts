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
  throw overLimit(result.reset);
}

/**
 * Whether `subject` has used up its limit, which is not counted by asking: for limits on what fails
 * alone. Fails open.
 *
 * @throws {AppError} `rate_limited` with the seconds to wait.
 */
export async function refuseOverLimit(rule: RateLimit, subject: string): Promise<void> {
  const left = await limiter(rule)
    .getRemaining(subject)
    .catch((error: unknown) => {
      log().warn({ err: error, limit: rule.name }, "rate limit not asked: the store is away");
      return null;
    });
  if (left === null || left.remaining > 0) return;
  throw overLimit(left.reset);
}

function overLimit(resetMs: number): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil((resetMs - Date.now()) / 1000));
  return new AppError("rate_limited", { retryAfterSeconds });
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
