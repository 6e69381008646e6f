import "server-only";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { kv } from "./client";
import type { RateLimit } from "./rate-limit";

interface CountedLimit extends RateLimit {
  /** How a subject is written to the store, where it may not stand there as it is. */
  asStored?: (subject: string) => string;
}

interface Count {
  rule: CountedLimit;
  subject: string;
  window: number;
  counted: number;
  /** Of `counted`, what the store was told. */
  told: number;
  /** Counted by other processes, as the store last knew. */
  others: number;
}

const tellEveryMs = 1_000;
const toldAtOnce = 1_000;
/** Of a limit: what is not worth telling, as most clients ask once or twice. */
const keptBack = 1 / 50;
const subjectsAtMost = 50_000;
const counts = new Map<string, Count>();
const untold = new Set<string>();
let toldAt = 0;

/**
 * Counts a request of `subject` in fixed windows, for operations cheaper than asking the store each
 * time: it is told of who asks often once a second, in one request. Processes may each let through
 * what they have not told each other in that second. Fails open.
 *
 * @throws {AppError} `rate_limited` with the seconds to the next window.
 */
export async function limitCounted(rule: CountedLimit, subject: string): Promise<void> {
  const windowMs = rule.windowSeconds * 1_000;
  const now = Date.now();
  const window = Math.floor(now / windowMs);
  const key = `${rule.name}:${subject}`;
  const count = countOf(key, { rule, subject, window });
  count.counted += 1;
  if (count.counted - count.told > rule.limit * keptBack) untold.add(key);
  if (now - toldAt >= tellEveryMs) {
    toldAt = now;
    const telling = tell();
    // A platform may freeze the process once it has answered: there the telling is part of the answer.
    if (env().VERCEL) await telling;
  }
  if (count.others + count.counted <= rule.limit) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(((window + 1) * windowMs - now) / 1_000));
  throw new AppError("rate_limited", { retryAfterSeconds });
}

function countOf(key: string, of: Pick<Count, "rule" | "subject" | "window">): Count {
  const known = counts.get(key);
  if (known?.window === of.window) return known;
  const count = { ...of, counted: 0, told: 0, others: 0 };
  counts.delete(key);
  counts.set(key, count);
  for (const oldest of counts.keys()) {
    if (counts.size <= subjectsAtMost) break;
    counts.delete(oldest);
  }
  return count;
}

async function tell(): Promise<void> {
  const told: { count: Count; atThen: number }[] = [];
  const pipeline = kv().pipeline();
  for (const key of [...untold].slice(0, toldAtOnce)) {
    untold.delete(key);
    const count = counts.get(key);
    if (count === undefined) continue;
    const place = placeOf(count);
    pipeline.incrby(place, count.counted - count.told).expire(place, count.rule.windowSeconds * 2);
    // Before the answer, so that nothing is told twice; what the store did not hear is let go.
    count.told = count.counted;
    told.push({ count, atThen: count.told });
  }
  if (told.length === 0) return;
  try {
    const answers = await pipeline.exec<(number | string)[]>();
    for (const [index, { count, atThen }] of told.entries())
      count.others = Math.max(count.others, Number(answers[2 * index]) - atThen);
  } catch (error) {
    log().warn({ err: error }, "rate limits not counted: the store is away");
  }
}

function placeOf({ rule, subject, window }: Count): string {
  return `counted:${rule.name}:${rule.asStored?.(subject) ?? subject}:${window}`;
}
