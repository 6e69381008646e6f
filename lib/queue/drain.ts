import "server-only";
import type { PgBoss } from "pg-boss";
import { openBoss } from "./boss";
import { type JobName, jobNames } from "./jobs";
import { mapLimited } from "./map-limited";
import { type Performance, perform } from "./perform";

export interface DrainOptions extends Omit<Performance, "signal"> {
  /** How long it may take, in milliseconds. No batch is begun in the last 20 seconds of it. */
  budgetMs: number;
  signal?: AbortSignal | undefined;
}

export type DrainCounts = {
  fetched: number;
  completed: number;
  failed: number;
};

const batchSize = 20;
const atOnce = 10;
const batchMs = 20_000;

/**
 * Does waiting jobs until there are none, its time is up or `signal` aborts. Any number of drains and
 * workers may run at once: a job is claimed by one of them, and settled only by its claimer.
 */
export async function drainJobs(options: DrainOptions): Promise<DrainCounts> {
  const counts: DrainCounts = { fetched: 0, completed: 0, failed: 0 };
  const endsAt = performance.now() + options.budgetMs;
  const mayBegin = () => options.signal?.aborted !== true && endsAt - performance.now() >= batchMs;
  const boss = await openBoss("drain");
  try {
    // Gives back what processes held that died: on a serverless host nothing else would.
    await boss.supervise();
    for (let some = true; some; ) {
      some = false;
      // A round of all queues, for a job may put another into any of them.
      for (const name of jobNames) {
        if (mayBegin()) some = (await drainBatch(boss, name, options, counts)) || some;
      }
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  return counts;
}

/** Whether there was anything. */
async function drainBatch(
  boss: PgBoss,
  name: JobName,
  { clock, signal, handlers }: DrainOptions,
  counts: DrainCounts,
): Promise<boolean> {
  const claimed = await boss.fetch(name, { batchSize, includeMetadata: true });
  if (claimed.length === 0) return false;
  const ends = [AbortSignal.timeout(batchMs), ...(signal === undefined ? [] : [signal])];
  const by = { handlers, clock, signal: AbortSignal.any(ends) };
  const outcomes = await mapLimited(claimed, atOnce, (job) => perform(name, job, by));
  const done = outcomes.filter(({ failure }) => failure === null).map(({ job }) => job);
  if (done.length > 0) await boss.complete(name, done);
  for (const { job, failure } of outcomes) if (failure !== null) await boss.fail(name, job, failure);
  counts.fetched += claimed.length;
  counts.completed += done.length;
  counts.failed += claimed.length - done.length;
  return true;
}
