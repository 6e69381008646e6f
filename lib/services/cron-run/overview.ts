import "server-only";
import { desc } from "drizzle-orm";
import { cronRuns } from "@/db/schema/cron-run";
import type { Context, UserActor } from "@/lib/context";
import { requireSuperuser } from "@/lib/services/user/require-superuser";
import { oldestOverdueSeconds } from "../connection/oldest-overdue";

export interface CronOverview {
  /** For how many seconds the most overdue token waits now; 0 when none does. */
  overdueSeconds: number;
  /** When each job began last. */
  latest: { job: string; startedAt: Date }[];
}

/**
 * Whether the schedule keeps up.
 *
 * @throws {AppError} `not_found` for whoever is no superuser.
 */
export async function cronOverview(ctx: Context<UserActor>): Promise<CronOverview> {
  requireSuperuser(ctx);
  const latest = await ctx.db
    .selectDistinctOn([cronRuns.job], { job: cronRuns.job, startedAt: cronRuns.startedAt })
    .from(cronRuns)
    .orderBy(cronRuns.job, desc(cronRuns.id));
  return { overdueSeconds: await oldestOverdueSeconds(ctx.db, ctx.now), latest };
}
