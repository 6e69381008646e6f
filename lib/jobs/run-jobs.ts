import "server-only";
import { type DrainCounts, drainJobs } from "@/lib/queue/drain";
import { jobHandlers } from "./handlers";

export interface RunJobsOptions {
  clock: () => Date;
  /** How long it may take, in milliseconds; below 20 seconds nothing is done. */
  budgetMs: number;
  signal?: AbortSignal;
}

/** Does the waiting jobs of all queues within a budget of time: a cron route's share of the work. */
export async function runJobs(options: RunJobsOptions): Promise<DrainCounts> {
  return await drainJobs({ ...options, handlers: jobHandlers });
}
