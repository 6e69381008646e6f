import "server-only";
import { announceExpiring } from "./announce-expiring-codes";
import { cleanup } from "./cleanup";
import { sweepAndBeat } from "./sweep-and-beat";

interface ScheduledRun {
  clock: () => Date;
  budgetMs: number;
  signal: AbortSignal;
}

export interface ScheduledJob {
  name: string;
  everyMs: number;
  budgetMs: number;
  /** Overlapping runs, here or in another process, must be harmless. */
  run: (options: ScheduledRun) => Promise<Record<string, number>>;
}

/** What a worker does by the clock. Where a platform's scheduler calls the cron routes, no worker is needed. */
export const schedule: readonly ScheduledJob[] = [
  { name: "refresh-tokens", everyMs: 60_000, budgetMs: 55_000, run: sweepAndBeat },
  { name: "announce-expiring-codes", everyMs: 60 * 60_000, budgetMs: 60_000, run: announceExpiring },
  { name: "cleanup", everyMs: 60 * 60_000, budgetMs: 5 * 60_000, run: cleanup },
];
