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
  /** How many requests a process counts at a time, for paths that cannot ask the store at each; 1. */
  block?: number;
}

interface Block {
  left: number;
  until: number;
}

const mostBlocks = 10_000;

const limiters = new Map<string, Ratelimit>();
const blocks = new Map<string, Block>();
const fetching = new Map<string, Promise<void>>();

/**
 * Counts a request of `subject`. Fails open: without the store people can still sign in, and the
 * expensive paths have limits of their own.
 *
 * @throws {AppError} `rate_limited` with the seconds to wait.
 */
export async function limitRequests(rule: RateLimit, subject: string): Promise<void> {
  const { block: size = 1 } = rule;
  if (size === 1) return await count(rule, subject);
  const key = `${rule.name} ${subject}`;
  for (;;) {
    const block = blocks.get(key);
    if (block !== undefined && block.left > 0 && block.until > performance.now()) {
      block.left -= 1;
      return;
    }
    await (fetching.get(key) ?? fetchBlock(key, rule, subject));
  }
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

/** What is left of a block after a sixth of the window is lost to the subject. */
function fetchBlock(key: string, rule: RateLimit, subject: string): Promise<void> {
  if (blocks.size >= mostBlocks) blocks.clear();
  const mine = count(rule, subject)
    .then(() => {
      const until = performance.now() + (rule.windowSeconds * 1000) / 6;
      blocks.set(key, { left: rule.block ?? 1, until });
    })
    .finally(() => fetching.delete(key));
  fetching.set(key, mine);
  return mine;
}

async function count(rule: RateLimit, subject: string): Promise<void> {
  const result = await limiter(rule)
    .limit(subject, { rate: rule.block ?? 1 })
    .catch((error: unknown) => {
      log().warn({ err: error, limit: rule.name }, "rate limit not counted: the store is away");
      return null;
    });
  if (result === null || result.success) return;
  throw overLimit(result.reset);
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
