import { cron } from "@/lib/http/cron";
import { announceExpiring } from "@/lib/jobs/announce-expiring-codes";
import { cleanup } from "@/lib/jobs/cleanup";
import { runJobs } from "@/lib/jobs/run-jobs";
import { sweepAndBeat } from "@/lib/jobs/sweep-and-beat";

export const refreshTokensHandler = cron("refresh-tokens", sweepAndBeat);

export const runJobsHandler = cron("run-jobs", async (options) => ({ ...(await runJobs(options)) }));

export const announceExpiringHandler = cron("announce-expiring-codes", announceExpiring);

export const cleanupHandler = cron("cleanup", cleanup);
