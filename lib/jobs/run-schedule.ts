import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/log";
import { recordCronRun } from "@/lib/services/cron-run/record";
import type { ScheduledJob } from "./schedule";

export interface RunScheduleOptions {
  schedule: readonly ScheduledJob[];
  clock: () => Date;
  signal: AbortSignal;
}

/** Runs each job at once and then at its interval, until `signal` aborts and what is under way has ended. */
export async function runSchedule({ schedule, clock, signal }: RunScheduleOptions): Promise<void> {
  await Promise.all(schedule.map((job) => repeat(job, clock, signal)));
}

async function repeat(job: ScheduledJob, clock: () => Date, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const startedAt = performance.now();
    await runOnce(job, clock, signal);
    const restMs = Math.max(job.everyMs - (performance.now() - startedAt), 1_000);
    await sleep(restMs, undefined, { signal }).catch(() => {});
  }
}

/** A failure is logged and the next run is its repetition. */
async function runOnce(job: ScheduledJob, clock: () => Date, signal: AbortSignal): Promise<void> {
  const { name, budgetMs } = job;
  try {
    const counts = await recordCronRun(name, clock, () => job.run({ clock, budgetMs, signal }));
    log().debug({ job: name, counts }, "scheduled job done");
  } catch (error) {
    log().error({ err: error, job: name }, "scheduled job failed");
  }
}
