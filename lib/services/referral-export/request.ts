import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { v7 } from "uuid";
import { referralExports } from "@/db/schema/referral-export";
import type { Context, PersonActor } from "@/lib/context";
import type { Locale } from "@/lib/domain/locale";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue/enqueue";
import { countReferrals } from "@/lib/services/referral/count";
import { lockOwnCodes } from "@/lib/services/referral-code/own-code";
import { dropEarlierExports, type ExportProgress, endAbandonedExports } from "./progress";

const keptMs = 24 * 60 * 60 * 1_000;

/**
 * Has all of the actor's referrals written to a file by a job; the file is kept for a day. One that
 * failed stands in nobody's way; of those that are ready the last is kept until its day is over.
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
    await dropEarlierExports(inside);
    await endAbandonedExports(inside);
    const isUnderWay = and(
      eq(referralExports.userId, ctx.actor.userId),
      inArray(referralExports.status, ["queued", "running"]),
    );
    if ((await db.$count(referralExports, isUnderWay)) > 0)
      throw new AppError("conflict", { reason: "export_under_way" });
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
    return { id, state: "under_way", rowsDone: 0, rowsTotal, expiresAt };
  });
}
