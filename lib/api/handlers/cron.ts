import { cron } from "@/lib/http/cron";
import { cleanup } from "@/lib/jobs/cleanup";
import { runJobs } from "@/lib/jobs/run-jobs";
import { sweepAndBeat } from "@/lib/jobs/sweep-and-beat";

export const refreshTokensHandler = cron("refresh-tokens", sweepAndBeat);

export const runJobsHandler = cron("run-jobs", async (options) => ({ ...(await runJobs(options)) }));

export const cleanupHandler = cron("cleanup", cleanup);
