import "server-only";
import type { PgBoss } from "pg-boss";
import { openBoss } from "./boss";
import { type JobName, jobNames } from "./jobs";
import { mapLimited } from "./map-limited";
import { type Performance, perform } from "./perform";

export interface DrainOptions extends Omit<Performance, "signal"> {
  /** When the caller has to be done. No batch is begun in the last 20 seconds before it. */
  deadline: Date;
  signal?: AbortSignal | undefined;
}

export interface DrainCounts {
  fetched: number;
  completed: number;
  failed: number;
}

const batchSize = 20;
const atOnce = 10;
const batchSeconds = 20;

/**
 * Does waiting jobs until there are none, time is up or `signal` aborts. Any number of drains and
 * workers may run at once: a job is claimed by one of them, and settled only by its claimer.
 */
export async function drainJobs(options: DrainOptions): Promise<DrainCounts> {
  const counts: DrainCounts = { fetched: 0, completed: 0, failed: 0 };
  const boss = await openBoss("drain");
  try {
    // Gives back what processes held that died: on a serverless host nothing else would.
    await boss.supervise();
    while (await drainRound(boss, options, counts));
  } finally {
    await boss.stop({ graceful: false });
  }
  return counts;
}

/** A batch of each queue; whether there was anything, for a job may put another into any queue. */
async function drainRound(boss: PgBoss, options: DrainOptions, counts: DrainCounts): Promise<boolean> {
  let some = false;
  for (const name of jobNames) some = (await drainBatch(boss, name, options, counts)) || some;
  return some;
}

async function drainBatch(
  boss: PgBoss,
  name: JobName,
  options: DrainOptions,
  counts: DrainCounts,
): Promise<boolean> {
  const { now, deadline, signal, handlers } = options;
  const timeLeft = deadline.getTime() - now().getTime();
  if (signal?.aborted === true || timeLeft < batchSeconds * 1000) return false;
  const claimed = await boss.fetch(name, { batchSize });
  if (claimed.length === 0) return false;
  const ends = [AbortSignal.timeout(batchSeconds * 1000), ...(signal === undefined ? [] : [signal])];
  const by = { handlers, now, signal: AbortSignal.any(ends) };
  const outcomes = await mapLimited(claimed, atOnce, (job) => perform(name, job, by));
  const done = outcomes.filter(({ failure }) => failure === null).map(({ job }) => job);
  if (done.length > 0) await boss.complete(name, done);
  for (const { job, failure } of outcomes) if (failure !== null) await boss.fail(name, job, failure);
  counts.fetched += claimed.length;
  counts.completed += done.length;
  counts.failed += claimed.length - done.length;
  return true;
}
