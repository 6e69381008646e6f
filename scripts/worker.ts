import { closeDb } from "@/db/client";
import { systemNow } from "@/lib/clock";
import { jobHandlers } from "@/lib/jobs/handlers";
import { runSchedule } from "@/lib/jobs/run-schedule";
import { schedule } from "@/lib/jobs/schedule";
import { log } from "@/lib/log";
import { forgetSender } from "@/lib/queue/sender";
import { workJobs } from "@/lib/queue/work";
import { checkStart } from "@/lib/start";
import { joinRunning } from "@/scripts/launch/run-environment";

const jobsMs = 15_000;
const allMs = 25_000;

/** The worker: does the queue's jobs as they come, and the scheduled ones by the clock. Any number may run. */
async function main(): Promise<void> {
  const stop = whenToStop();
  joinRunning(process.env);
  await checkStart();
  const working = await workJobs({ handlers: jobHandlers, clock: systemNow });
  const scheduled = runSchedule({ schedule, clock: systemNow, signal: stop });
  log().info("worker ready");
  process.send?.({ type: "ready" });
  if (!stop.aborted) await new Promise((resolve) => stop.addEventListener("abort", resolve));
  log().info("worker stopping");
  // What hangs is given up: its job or lease runs out and another process takes it.
  setTimeout(() => process.exit(1), allMs).unref();
  await Promise.all([working.stop(jobsMs), scheduled]);
  await forgetSender();
  await closeDb();
}

/** Aborts on a signal to stop, or when the process that started this one is gone. */
function whenToStop(): AbortSignal {
  const stop = new AbortController();
  process.once("SIGTERM", () => stop.abort());
  process.once("SIGINT", () => stop.abort());
  process.once("disconnect", () => stop.abort());
  return stop.signal;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    sayWhy(error);
    process.exit(1);
  },
);

/** Where the environment is not usable there is no log either. */
function sayWhy(error: unknown): void {
  try {
    log().fatal({ err: error }, "worker failed");
  } catch {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}
