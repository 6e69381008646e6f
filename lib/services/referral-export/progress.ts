import "server-only";
import { and, desc, eq, exists, gt, inArray, notExists, notInArray, sql } from "drizzle-orm";
import { referralExports } from "@/db/schema/referral-export";
import type { Context, PersonActor } from "@/lib/context";
import { jobTable } from "@/lib/queue/job-table";

export interface ExportProgress {
  id: string;
  state: "under_way" | "ready" | "failed";
  rowsDone: number;
  rowsTotal: number;
  expiresAt: Date;
}

/** How far the actor's last export is; null when there is none that is still kept. */
export async function latestReferralExport(ctx: Context<PersonActor>): Promise<ExportProgress | null> {
  const [row] = await ctx.db
    .select({
      id: referralExports.id,
      status: referralExports.status,
      hasJob: sql<boolean>`${exists(livingJob(ctx))}`,
      rowsDone: referralExports.rowsDone,
      rowsTotal: referralExports.rowsTotal,
      expiresAt: referralExports.expiresAt,
    })
    .from(referralExports)
    .where(and(eq(referralExports.userId, ctx.actor.userId), gt(referralExports.expiresAt, ctx.now)))
    .orderBy(desc(referralExports.id))
    .limit(1);
  if (row === undefined) return null;
  const { status, hasJob, ...progress } = row;
  if (status === "ready" || status === "failed") return { ...progress, state: status };
  return { ...progress, state: hasJob ? "under_way" : "failed" };
}

/**
 * Ends those of the actor's exports that no job will finish: it failed for good, was deleted, or came
 * too late. In the caller's transaction.
 */
export async function endAbandonedExports(ctx: Context<PersonActor>): Promise<void> {
  const isAbandoned = sql`(${referralExports.expiresAt} <= ${ctx.now.toISOString()} or ${notExists(livingJob(ctx))})`;
  await ctx.db
    .update(referralExports)
    .set({ status: "failed" })
    .where(
      and(
        eq(referralExports.userId, ctx.actor.userId),
        inArray(referralExports.status, ["queued", "running"]),
        isAbandoned,
      ),
    );
}

/** Leaves the actor the last file that is ready, so that asking again and again fills no disk. In the caller's transaction. */
export async function dropEarlierExports(ctx: Context<PersonActor>): Promise<void> {
  const { id, userId, status } = referralExports;
  const isOwn = eq(userId, ctx.actor.userId);
  const last = ctx.db
    .select({ id })
    .from(referralExports)
    .where(and(isOwn, eq(status, "ready")))
    .orderBy(desc(id))
    .limit(1);
  await ctx.db
    .delete(referralExports)
    .where(and(isOwn, inArray(status, ["ready", "failed"]), notInArray(id, last)));
}

/** The job that writes the export of the query around it, or will. */
function livingJob({ db }: Pick<Context, "db">) {
  return db
    .select({ id: jobTable.id })
    .from(jobTable)
    .where(
      and(
        eq(jobTable.name, "write-referral-export"),
        inArray(jobTable.state, ["created", "retry", "active"]),
        sql`${jobTable.data} ->> 'exportId' = ${referralExports.id}::text`,
      ),
    );
}
