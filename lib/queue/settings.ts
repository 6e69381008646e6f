import type { Clock } from "pg-boss";

export const queueSchema = "pgboss";

/** The system's clock, with timers that do not keep a process alive by themselves. */
export const idleClock: Clock = {
  now: () => Date.now(),
  setTimeout: (run, ms) => setTimeout(run, ms).unref(),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
  setInterval: (run, ms) => setInterval(run, ms).unref(),
  clearInterval: (timer) => clearInterval(timer as NodeJS.Timeout),
};
