import "server-only";
import { db } from "@/db/client";
import { announceExpiringCodes } from "@/lib/services/referral-code/announce-expiring";

const atOnce = 100;

interface AnnounceOptions {
  clock: () => Date;
  /** How long it may take, in milliseconds; who is left is told the next time. */
  budgetMs: number;
  signal?: AbortSignal;
}

/** Tells the owners of codes that are about to expire, some at a time. */
export async function announceExpiring({
  clock,
  budgetMs,
  signal,
}: AnnounceOptions): Promise<{ announced: number }> {
  const endsAt = performance.now() + budgetMs;
  let announced = 0;
  for (let told = atOnce; told === atOnce && performance.now() < endsAt && signal?.aborted !== true; ) {
    told = await announceExpiringCodes({ db: db(), now: clock() }, atOnce);
    announced += told;
  }
  return { announced };
}
