import "server-only";
import { eq } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context, PersonActor } from "@/lib/context";
import type { ReferralCodeOnly } from "@/lib/domain/referral-code-input";
import { recordAudit } from "@/lib/services/audit/record";
import { changeOwnCodes } from "./change-own";
import { ownCode } from "./own-code";

/**
 * Deletes the code for its owner and for everybody who follows its link. The row stays: referrals
 * keep the code they came by, its text is never given out again, and for a day it can be restored.
 *
 * @throws {AppError} `not_found`.
 */
export async function removeReferralCode(ctx: Context<PersonActor>, input: ReferralCodeOnly): Promise<void> {
  await changeOwnCodes(ctx, async (inside) => {
    const code = await ownCode(inside, input.codeId);
    await inside.db
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
