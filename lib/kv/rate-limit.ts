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
  const result = await limiter(rule).limit(subject).catch(storeAway(rule, "not counted"));
  if (result === null || result.success) return;
  throw overLimit(result.reset);
}

/** A limit on what fails alone, and whom it counts. */
export type FailureLimit = readonly [rule: RateLimit, subject: string];

/**
 * Counts a failure. The one that uses up a limit leaves a mark, so that asking is one look for all
 * limits at once. Fails open.
 */
export async function countFailure([rule, subject]: FailureLimit): Promise<void> {
  const result = await limiter(rule).limit(subject).catch(storeAway(rule, "not counted"));
  if (result === null || result.remaining > 0) return;
  await kv()
    .set(markOf([rule, subject]), String(result.reset), { pxat: result.reset })
    .catch(storeAway(rule, "not marked"));
}

/**
 * Whether one of the limits is used up, which is not counted by asking. Fails open.
 *
 * @throws {AppError} `rate_limited` with the seconds to wait.
 */
export async function refuseOverLimit(first: FailureLimit, ...others: FailureLimit[]): Promise<void> {
  const marks = await kv()
    .mget<(string | null)[]>(...[first, ...others].map(markOf))
    .catch(storeAway(first[0], "not asked"));
  const untilMs = Math.max(0, ...(marks ?? []).map(Number));
  if (untilMs > Date.now()) throw overLimit(untilMs);
}

function markOf([rule, subject]: FailureLimit): string {
  return `limit:${rule.name}:used-up:${subject}`;
}

function storeAway(rule: RateLimit, what: string): (error: unknown) => null {
  return (error) => {
    log().warn({ err: error, limit: rule.name }, `rate limit ${what}: the store is away`);
    return null;
  };
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
