import "server-only";
import { and, eq } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context, PersonActor } from "@/lib/context";
import type { ReferralCodeOnly } from "@/lib/domain/referral-code-input";
import { activationRefusal } from "@/lib/domain/referral-code-usability";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/services/audit/record";
import { changeOwnCodes } from "./change-own";
import { ownCode } from "./own-code";

/**
 * Makes the code the active one, in place of any other of its owner.
 *
 * @throws {AppError} `not_found`; `conflict` with reason `code_expired` or `code_used_up`.
 */
export async function activateReferralCode(
  ctx: Context<PersonActor>,
  input: ReferralCodeOnly,
): Promise<void> {
  await changeOwnCodes(ctx, async (inside) => {
    const code = await ownCode(inside, input.codeId);
    const refusal = activationRefusal(code, ctx.now);
    if (refusal !== null) throw new AppError("conflict", { reason: `code_${refusal}` });
    if (!code.isActive) await swapActiveCode(inside, code.id);
  });
}

/** The swap itself, for a transaction that has locked the owner's codes. */
export async function swapActiveCode(ctx: Context<PersonActor>, codeId: string): Promise<void> {
  await ctx.db
    .update(referralCodes)
    .set({ isActive: false })
    .where(and(eq(referralCodes.userId, ctx.actor.userId), referralCodes.isActive));
  await ctx.db.update(referralCodes).set({ isActive: true }).where(eq(referralCodes.id, codeId));
  await recordAudit(ctx, {
    action: "referral_code.activated",
    subjectType: "referral_code",
    subjectId: codeId,
  });
}
