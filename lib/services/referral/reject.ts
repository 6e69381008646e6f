import "server-only";
import { eq } from "drizzle-orm";
import { referrals } from "@/db/schema/referral";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context, UserActor } from "@/lib/context";
import type { DecideReferral } from "@/lib/domain/decide-referral";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/services/audit/record";
import { forgetLookUp } from "@/lib/services/referral-code/look-up";
import { returnCodeUse } from "@/lib/services/referral-code/take-use";
import { requireSuperuser } from "@/lib/services/user/require-superuser";

/**
 * An operator's decision that a referral does not count. The note is for operators; the referrer
 * sees that it was decided by hand. The use that it took is given back.
 *
 * @throws {AppError} `not_found`, for whoever is no superuser too; `conflict` with reason
 * `referral_not_open` when it is rejected already.
 */
export async function rejectReferral(
  ctx: Context<UserActor>,
  { referralId, note }: DecideReferral,
): Promise<void> {
  requireSuperuser(ctx);
  const referrerId = await ctx.db.transaction(async (db) => {
    const inside = { ...ctx, db };
    await lockCodeOf(inside, referralId);
    const [referral] = await db.select().from(referrals).where(eq(referrals.id, referralId)).for("update");
    if (referral === undefined) throw new AppError("not_found");
    if (referral.status === "rejected") throw new AppError("conflict", { reason: "referral_not_open" });
    await db
      .update(referrals)
      .set({ status: "rejected", rejectionReason: "operator", decisionNote: note, decidedAt: ctx.now })
      .where(eq(referrals.id, referralId));
    await returnCodeUse(inside, referral.codeId);
    await recordAudit(inside, {
      action: "referral.rejected",
      subjectType: "referral",
      subjectId: referralId,
      data: { reason: "operator", note },
    });
    return referral.referrerId;
  });
  // A code that was used up has a use again.
  await forgetLookUp(ctx.db, referrerId);
}

/**
 * The code before the referral, as sign-ups take theirs: one with the same mailbox holds the code and
 * waits for what becomes of this referral.
 */
async function lockCodeOf({ db }: Context, referralId: string): Promise<void> {
  await db
    .select({ id: referralCodes.id })
    .from(referralCodes)
    .innerJoin(referrals, eq(referrals.codeId, referralCodes.id))
    .where(eq(referrals.id, referralId))
    .for("no key update", { of: referralCodes });
}
