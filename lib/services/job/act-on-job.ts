import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/lib/context";
import type { JobState } from "@/lib/domain/job-state";
import { AppError } from "@/lib/errors";
import { isNoShadow, jobTable, stateOfJob } from "@/lib/queue/job-table";
import { jobNames } from "@/lib/queue/jobs";
import { deadLetterQueue } from "@/lib/queue/queues";
import { recordAudit } from "@/lib/services/audit/record";
import { requireSuperuser } from "@/lib/services/user/require-superuser";

export const JobOnly = z.object({ jobId: z.uuid() });

interface LockedJob {
  id: string;
  /** The queue that it lies in. */
  name: string;
  state: JobState;
}

/**
 * One operator's act on one job, with its audit row in one transaction. Nobody takes the job or acts
 * on it meanwhile.
 *
 * @throws {AppError} `not_found` for whoever is no superuser and where there is no such job;
 * `conflict` with reason `job_changed` when its state is none of `states` any more.
 */
export async function actOnJob(
  ctx: Context,
  { jobId, action, states }: { jobId: string; action: string; states: readonly JobState[] },
  act: (inside: Context, job: LockedJob) => Promise<void>,
): Promise<void> {
  requireSuperuser(ctx);
  await ctx.db.transaction(async (db) => {
    const inside = { ...ctx, db };
    const job = await lockJob(inside, jobId);
    if (!states.includes(job.state)) throw new AppError("conflict", { reason: "job_changed" });
    await act(inside, job);
    await recordAudit(inside, {
      action,
      subjectType: "job",
      subjectId: jobId,
      data: { queue: job.name, state: job.state },
    });
  });
}

async function lockJob({ db }: Context, jobId: string): Promise<LockedJob> {
  const names = [...jobNames, deadLetterQueue];
  const [job] = await db
    .select({ id: jobTable.id, name: jobTable.name, state: stateOfJob })
    .from(jobTable)
    .where(and(eq(jobTable.id, jobId), inArray(jobTable.name, names), isNoShadow))
    .for("update");
  if (job === undefined) throw new AppError("not_found");
  return job;
}
