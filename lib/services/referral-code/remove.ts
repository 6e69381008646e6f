import "server-only";
import { eq } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context, UserActor } from "@/lib/context";
import type { ReferralCodeOnly } from "@/lib/domain/referral-code-input";
import { recordAudit } from "@/lib/services/audit/record";
import { lockOwnCodes, ownCode } from "./own-code";

/**
 * Deletes the code for its owner and for everybody who follows its link. The row stays: referrals
 * keep the code they came by, and its text is never given out again.
 *
 * @throws {AppError} `not_found`.
 */
export async function removeReferralCode(ctx: Context<UserActor>, input: ReferralCodeOnly): Promise<void> {
  await ctx.db.transaction(async (db) => {
    const inside = { ...ctx, db };
    await lockOwnCodes(inside);
    const code = await ownCode(inside, input.codeId);
    await db
      .update(referralCodes)
      .set({ isActive: false, deletedAt: ctx.now })
      .where(eq(referralCodes.id, code.id));
    await recordAudit(inside, {
      action: "referral_code.deleted",
      subjectType: "referral_code",
      subjectId: code.id,
    });
  });
}
