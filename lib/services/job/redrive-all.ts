import "server-only";
import { z } from "zod";
import type { Context } from "@/lib/context";
import type { JobName } from "@/lib/queue/jobs";
import { jobNames } from "@/lib/queue/jobs";
import { redrive } from "@/lib/queue/operate";
import { recordAudit } from "@/lib/services/audit/record";
import { requireSuperuser } from "@/lib/services/user/require-superuser";

/** `queue` null: the dead letters of all queues. */
export const RedriveAll = z.object({
  queue: z.custom<JobName>((name) => jobNames.some((known) => known === name)).nullable(),
});

/**
 * Puts all dead letters back into the queues where they failed.
 *
 * @returns how many; none when somebody else has just done it.
 * @throws {AppError} `not_found` for whoever is no superuser.
 */
export async function redriveAllJobs(ctx: Context, { queue }: z.output<typeof RedriveAll>): Promise<number> {
  requireSuperuser(ctx);
  return await ctx.db.transaction(async (db) => {
    const redriven = await redrive(db, { queue });
    if (redriven > 0) {
      await recordAudit(
        { ...ctx, db },
        { action: "job.redriven", subjectType: "queue", subjectId: queue, data: { jobs: redriven } },
      );
    }
    return redriven;
  });
}
