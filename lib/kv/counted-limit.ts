import "server-only";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { kv } from "./client";
import type { RateLimit } from "./rate-limit";

interface Count {
  window: number;
  /** Counted by other processes, as the store last knew. */
  others: number;
  counted: number;
  /** Of `counted`, what the store knows. */
  told: number;
  tellAt: number;
  first: Promise<void>;
}

const tellEveryMs = 10_000;
/** Of the limit: what may be untold at most. */
const untoldShare = 1 / 20;
const subjectsAtMost = 50_000;
const counts = new Map<string, Count>();

/**
 * Counts a request of `subject` in fixed windows, for operations cheaper than asking the store each
 * time: the first request of a window asks it, later ones are told to it together. Processes may
 * each let through the twentieth of the limit that they have not told yet. Fails open.
 *
 * @throws {AppError} `rate_limited` with the seconds to the next window.
 */
export async function limitCounted(rule: RateLimit, subject: string): Promise<void> {
  const windowMs = rule.windowSeconds * 1_000;
  const now = Date.now();
  const window = Math.floor(now / windowMs);
  const count = countOf(`${rule.name}:${subject}`, window, rule);
  count.counted += 1;
  const turn = count.counted;
  await count.first;
  if (now >= count.tellAt || count.counted - count.told > rule.limit * untoldShare) {
    count.tellAt = now + tellEveryMs;
    void tell(`${rule.name}:${subject}`, count, rule);
  }
  if (count.others + turn <= rule.limit) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(((window + 1) * windowMs - now) / 1_000));
  throw new AppError("rate_limited", { retryAfterSeconds });
}

function countOf(key: string, window: number, rule: RateLimit): Count {
  const known = counts.get(key);
  if (known?.window === window) return known;
  const count: Count = {
    window,
    others: 0,
    counted: 0,
    told: 0,
    tellAt: Date.now() + tellEveryMs,
    first: Promise.resolve(),
  };
  counts.delete(key);
  counts.set(key, count);
  for (const oldest of counts.keys()) {
    if (counts.size <= subjectsAtMost) break;
    counts.delete(oldest);
  }
  count.first = Promise.resolve().then(async () => await tell(key, count, rule));
  return count;
}

async function tell(key: string, count: Count, rule: RateLimit): Promise<void> {
  const untold = count.counted - count.told;
  // Before the answer, so that nothing is told twice; what the store did not hear is let go.
  count.told += untold;
  const { told } = count;
  const place = `counted:${key}:${count.window}`;
  try {
    const answer = await kv()
      .pipeline()
      .incrby(place, untold)
      .expire(place, rule.windowSeconds * 2)
      .exec<[number | string, number | string]>();
    count.others = Math.max(count.others, Number(answer[0]) - told);
  } catch (error) {
    log().warn({ err: error, limit: rule.name }, "rate limit not counted: the store is away");
  }
}
