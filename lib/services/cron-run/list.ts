import "server-only";
import { and, desc, eq, lt } from "drizzle-orm";
import { cronRuns } from "@/db/schema/cron-run";
import type { Context, UserActor } from "@/lib/context";
import { cutPage, type Page } from "@/lib/domain/page";
import { requireSuperuser } from "@/lib/services/user/require-superuser";

export interface CronRunItem {
  id: string;
  job: string;
  /** `lost`: begun so long ago that its process must have died. */
  status: "running" | "succeeded" | "failed" | "lost";
  startedAt: Date;
  finishedAt: Date | null;
  counts: Record<string, number>;
  /** For how many seconds the most overdue token waited when the run ended. */
  oldestOverdueSeconds: number | null;
  /** The kind of error that it ended with. */
  errorType: string | null;
}

const pageSize = 25;
/** No run may take longer: Vercel ends it after five minutes, and a worker's budgets are no longer. */
const longestMs = 10 * 60_000;

/**
 * Runs of scheduled jobs, the newest first; those on record are of the last 30 days.
 *
 * @throws {AppError} `not_found` for whoever is no superuser.
 */
export async function listCronRuns(
  ctx: Context<UserActor>,
  { cursor, onlyFailed }: { cursor: string | null; onlyFailed: boolean },
): Promise<Page<CronRunItem>> {
  requireSuperuser(ctx);
  const rows = await ctx.db
    .select()
    .from(cronRuns)
    .where(
      and(
        cursor === null ? undefined : lt(cronRuns.id, cursor),
        onlyFailed ? eq(cronRuns.status, "failed") : undefined,
      ),
    )
    .orderBy(desc(cronRuns.id))
    .limit(pageSize + 1);
  const page = cutPage(rows, pageSize);
  return { ...page, items: page.items.map((row) => ({ ...row, status: statusOf(row, ctx.now) })) };
}

function statusOf({ status, startedAt }: typeof cronRuns.$inferSelect, now: Date): CronRunItem["status"] {
  return status === "running" && now.getTime() - startedAt.getTime() > longestMs ? "lost" : status;
}
