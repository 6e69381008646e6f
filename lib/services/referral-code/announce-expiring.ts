import "server-only";
import { and, eq, gt, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context } from "@/lib/context";
import { enqueue } from "@/lib/queue/enqueue";

const dayMs = 24 * 60 * 60_000;
const announcedBeforeMs = 3 * dayMs;
/** Who makes a code for a few days knows when it ends. */
const shortestLifeDays = 7;

/**
 * Tells the owners of active codes that expire within three days, once for each code and expiry.
 * Any number of runs may overlap.
 *
 * @returns how many were told, at most `limit`.
 */
export async function announceExpiringCodes(
  { db, now }: Pick<Context, "db" | "now">,
  limit: number,
): Promise<number> {
  return await db.transaction(async (tx) => {
    const expiring = tx
      .select({ id: referralCodes.id })
      .from(referralCodes)
      .where(
        and(
          eq(referralCodes.isActive, true),
          isNull(referralCodes.expiryAnnouncedAt),
          gt(referralCodes.expiresAt, now),
          lte(referralCodes.expiresAt, new Date(now.getTime() + announcedBeforeMs)),
          sql`${referralCodes.expiresAt} - ${referralCodes.createdAt} > ${shortestLifeDays} * interval '1 day'`,
          or(isNull(referralCodes.maxUses), lt(referralCodes.uses, referralCodes.maxUses)),
        ),
      )
      .limit(limit)
      .for("update", { skipLocked: true });
    const codes = await tx
      .update(referralCodes)
      .set({ expiryAnnouncedAt: now })
      .where(inArray(referralCodes.id, expiring))
      .returning({ id: referralCodes.id, userId: referralCodes.userId, expiresAt: referralCodes.expiresAt });
    for (const { id, userId, expiresAt } of codes) {
      const job = {
        template: "code_expiring",
        userId,
        codeId: id,
        expiresAt: expiresAt.toISOString(),
      } as const;
      await enqueue(tx, "send-mail", job);
    }
    return codes.length;
  });
}
