import "server-only";
import { eq } from "drizzle-orm";
import { isUniqueViolation } from "@/db/errors";
import { referrals } from "@/db/schema/referral";
import { users } from "@/db/schema/user";
import type { Context, UserActor } from "@/lib/context";
import type { DecideReferral } from "@/lib/domain/decide-referral";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/services/audit/record";
import { forgetLookUp } from "@/lib/services/referral-code/look-up";
import { retakeCodeUse } from "@/lib/services/referral-code/take-use";
import { requireSuperuser } from "@/lib/services/user/require-superuser";

/**
 * An operator's decision that a rejected referral counts after all, whichever rule or person
 * rejected it. It is confirmed if the person's e-mail is verified, else pending. It takes a use of
 * the code again, whatever became of the code; but K uses are K credits, so of a code that others
 * have used up meanwhile none is taken: an operator who wants this one to count rejects another.
 *
 * @throws {AppError} `not_found`, for whoever is no superuser too; `conflict` with reason
 * `referral_not_rejected`, `referral_code_full`, or `referral_mailbox_counted` when another referral
 * of the same mailbox counts.
 */
export async function reinstateReferral(ctx: Context<UserActor>, decision: DecideReferral): Promise<void> {
  requireSuperuser(ctx);
  try {
    const referrerId = await ctx.db.transaction(async (db) => await reinstate({ ...ctx, db }, decision));
    // A code may be used up by it.
    await forgetLookUp(ctx.db, referrerId);
  } catch (error) {
    if (!isUniqueViolation(error, "referrals_mailbox_key")) throw error;
    throw new AppError("conflict", { reason: "referral_mailbox_counted" });
  }
}

/** The order of the locks: person, referral, code, as verifications and rejections take theirs. */
async function reinstate(ctx: Context<UserActor>, { referralId, note }: DecideReferral): Promise<string> {
  const isVerified = await lockVerification(ctx, referralId);
  const [referral] = await ctx.db.select().from(referrals).where(eq(referrals.id, referralId)).for("update");
  if (referral === undefined) throw new AppError("not_found");
  if (referral.status !== "rejected") throw new AppError("conflict", { reason: "referral_not_rejected" });
  if (!(await retakeCodeUse(ctx, referral.codeId)))
    throw new AppError("conflict", { reason: "referral_code_full" });
  const status = isVerified ? "confirmed" : "pending";
  const decidedAt = isVerified ? ctx.now : null;
  await ctx.db
    .update(referrals)
    .set({ status, rejectionReason: null, decisionNote: note, decidedAt })
    .where(eq(referrals.id, referralId));
  await recordAudit(ctx, {
    action: "referral.reinstated",
    subjectType: "referral",
    subjectId: referralId,
    data: { status, rejectedBecause: referral.rejectionReason, note },
  });
  return referral.referrerId;
}

/** Whether the person's e-mail is verified; a verification under way is waited for, a later one waits. */
async function lockVerification({ db }: Context, referralId: string): Promise<boolean> {
  const [person] = await db
    .select({ emailVerifiedAt: users.emailVerifiedAt })
    .from(referrals)
    .innerJoin(users, eq(users.id, referrals.referredId))
    .where(eq(referrals.id, referralId))
    .for("share", { of: users });
  if (person === undefined) throw new AppError("not_found");
  return person.emailVerifiedAt !== null;
}
