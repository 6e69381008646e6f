import "server-only";
import { and, desc, eq, gt, ne } from "drizzle-orm";
import { v7 } from "uuid";
import { referralExports } from "@/db/schema/referral-export";
import type { Context, PersonActor } from "@/lib/context";
import type { Locale } from "@/lib/domain/locale";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue/enqueue";
import { countReferrals } from "@/lib/services/referral/count";
import { lockOwnCodes } from "@/lib/services/referral-code/own-code";

const keptMs = 24 * 60 * 60 * 1_000;

export interface ExportProgress {
  id: string;
  isReady: boolean;
  rowsDone: number;
  rowsTotal: number;
  expiresAt: Date;
}

const progressColumns = {
  id: referralExports.id,
  status: referralExports.status,
  rowsDone: referralExports.rowsDone,
  rowsTotal: referralExports.rowsTotal,
  expiresAt: referralExports.expiresAt,
};

/**
 * Has all of the actor's referrals written to a file by a job; the file is kept for a day.
 *
 * @throws {AppError} `conflict` with reason `export_under_way`.
 */
export async function requestReferralExport(
  ctx: Context<PersonActor>,
  locale: Locale,
): Promise<ExportProgress> {
  return await ctx.db.transaction(async (db) => {
    const inside = { ...ctx, db };
    await lockOwnCodes(inside);
    const [underWay] = await db
      .select({ id: referralExports.id })
      .from(referralExports)
      .where(and(ownUnexpired(inside), ne(referralExports.status, "ready")));
    if (underWay !== undefined) throw new AppError("conflict", { reason: "export_under_way" });
    const id = v7();
    const counts = await countReferrals(inside);
    const rowsTotal = counts.pending + counts.confirmed + counts.rejected;
    const expiresAt = new Date(ctx.now.getTime() + keptMs);
    await db.insert(referralExports).values({
      id,
      userId: ctx.actor.userId,
      status: "queued",
      locale,
      rowsTotal,
      createdAt: ctx.now,
      expiresAt,
    });
    await enqueue(db, "write-referral-export", { exportId: id });
    return { id, isReady: false, rowsDone: 0, rowsTotal, expiresAt };
  });
}

/** How far the actor's last export is; null when there is none that is still kept. */
export async function latestReferralExport(ctx: Context<PersonActor>): Promise<ExportProgress | null> {
  const [row] = await ctx.db
    .select(progressColumns)
    .from(referralExports)
    .where(ownUnexpired(ctx))
    .orderBy(desc(referralExports.id))
    .limit(1);
  if (row === undefined) return null;
  const { status, ...progress } = row;
  return { ...progress, isReady: status === "ready" };
}

function ownUnexpired(ctx: Context<PersonActor>) {
  return and(eq(referralExports.userId, ctx.actor.userId), gt(referralExports.expiresAt, ctx.now));
}
