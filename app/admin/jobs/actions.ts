"use server";

import { refresh } from "next/cache";
import { action } from "@/lib/http/action";
import { JobOnly } from "@/lib/services/job/act-on-job";
import { RedriveAll, redriveAllJobs } from "@/lib/services/job/redrive-all";
import { removeJob } from "@/lib/services/job/remove";
import { restoreJob } from "@/lib/services/job/restore";
import { retryJob } from "@/lib/services/job/retry";

export const retryJobAction = action(JobOnly, async (ctx, input) => {
  await retryJob(ctx, input);
  refresh();
  return null;
});

export const removeJobAction = action(JobOnly, async (ctx, input) => {
  await removeJob(ctx, input);
  refresh();
  return null;
});

export const restoreJobAction = action(JobOnly, async (ctx, input) => {
  await restoreJob(ctx, input);
  refresh();
  return null;
});

export const redriveAllAction = action(RedriveAll, async (ctx, input) => {
  const jobs = await redriveAllJobs(ctx, input);
  refresh();
  return { jobs };
});
