import "server-only";
import { count, sql } from "drizzle-orm";
import type { Context, UserActor } from "@/lib/context";
import { type JobState, jobStates } from "@/lib/domain/job-state";
import { homeQueue, isNoShadow, jobTable, stateOfJob } from "@/lib/queue/job-table";
import { jobNames } from "@/lib/queue/jobs";
import { requireSuperuser } from "@/lib/services/user/require-superuser";

export interface QueueOverview {
  queue: string;
  counts: Record<JobState, number>;
  /** Since when the job waits that is due the longest; null when none is due. */
  oldestDueAt: Date | null;
}

/**
 * Each queue with how many of its jobs are in which state, those of a release before or after too.
 *
 * @throws {AppError} `not_found` for whoever is no superuser.
 */
export async function jobsOverview(ctx: Context<UserActor>): Promise<QueueOverview[]> {
  requireSuperuser(ctx);
  const isDue = sql`${jobTable.state} in ('created', 'retry') and ${jobTable.startAfter} <= now() and ${stateOfJob} <> 'dead'`;
  const rows = await ctx.db
    .select({
      queue: homeQueue,
      state: stateOfJob,
      jobs: count(),
      oldestDue: sql<Date | null>`min(${jobTable.startAfter}) filter (where ${isDue})`.mapWith(
        jobTable.startAfter,
      ),
    })
    .from(jobTable)
    .where(isNoShadow)
    .groupBy(sql`1`, sql`2`);
  const names = [...new Set([...jobNames, ...rows.map(({ queue }) => queue)])];
  return names.map((queue) => {
    const own = rows.filter((row) => row.queue === queue);
    const counts = Object.fromEntries(
      jobStates.map((state) => [state, own.find((row) => row.state === state)?.jobs ?? 0]),
    ) as Record<JobState, number>;
    const due = own.flatMap(({ oldestDue }) => (oldestDue === null ? [] : [oldestDue.getTime()]));
    return { queue, counts, oldestDueAt: due.length === 0 ? null : new Date(Math.min(...due)) };
  });
}
