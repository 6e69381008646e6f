import { cron } from "@/lib/http/cron";
import { cleanup } from "@/lib/jobs/cleanup";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { runJobs } from "@/lib/jobs/run-jobs";

export const refreshTokensHandler = cron("refresh-tokens", refreshTokens);

export const runJobsHandler = cron("run-jobs", async (options) => ({ ...(await runJobs(options)) }));

export const cleanupHandler = cron("cleanup", cleanup);
