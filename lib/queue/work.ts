import "server-only";
import type { JobResult, JobWithMetadata } from "pg-boss";
import { openBoss } from "./boss";
import { type JobName, jobNames } from "./jobs";
import { mapLimited } from "./map-limited";
import { type JobHandlers, type Outcome, perform } from "./perform";

export interface Working {
  /** Takes no more jobs and waits for those under way, at most `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
}

const batchSize = 50;
const atOnce = 10;

/**
 * Does jobs as they come, until stopped: notified of new ones within milliseconds, and polling in
 * case a notice was lost.
 */
export async function workJobs(options: { handlers: JobHandlers; clock: () => Date }): Promise<Working> {
  const boss = await openBoss("worker");
  // Gives back what an earlier process held when it was killed.
  await boss.supervise();
  const settings = {
    batchSize,
    burstWhenBatchFull: true,
    perJobResults: true,
    includeMetadata: true,
    pollingIntervalSeconds: 2,
    // A retry's time comes without a notice.
    notifyPollingIntervalSeconds: 5,
  } as const;
  for (const name of jobNames) await boss.work(name, settings, (jobs) => workBatch(name, jobs, options));
  return { stop: (timeout) => boss.stop({ graceful: true, timeout }) };
}

async function workBatch(
  name: JobName,
  batch: JobWithMetadata<unknown>[],
  options: { handlers: JobHandlers; clock: () => Date },
): Promise<JobResult[]> {
  const outcomes = await mapLimited(batch, atOnce, (job) =>
    perform(name, job, { ...options, signal: job.signal }),
  );
  return outcomes.map(asResult);
}

function asResult({ job, failure }: Outcome): JobResult {
  return failure === null
    ? { id: job.id, status: "completed" }
    : { id: job.id, status: "failed", output: failure };
}
