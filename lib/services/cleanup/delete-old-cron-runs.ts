import "server-only";
import { inArray, lt } from "drizzle-orm";
import { cronRuns } from "@/db/schema/cron-run";
import type { Context } from "@/lib/context";

const keptMs = 30 * 24 * 60 * 60_000;

/** Deletes at most `limit` records of runs older than 30 days, the oldest first; how many it were. */
export async function deleteOldCronRuns(ctx: Pick<Context, "db" | "now">, limit: number): Promise<number> {
  const old = ctx.db
    .select({ id: cronRuns.id })
    .from(cronRuns)
    .where(lt(cronRuns.startedAt, new Date(ctx.now.getTime() - keptMs)))
    // Ids grow with time, so the index of the key finds the oldest first.
    .orderBy(cronRuns.id)
    .limit(limit)
    .for("update", { skipLocked: true });
  const deleted = await ctx.db
    .delete(cronRuns)
    .where(inArray(cronRuns.id, old))
    .returning({ id: cronRuns.id });
  return deleted.length;
}
