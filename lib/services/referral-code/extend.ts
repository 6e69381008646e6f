import "server-only";
import { eq } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context, PersonActor } from "@/lib/context";
import type { ExtendReferralCode } from "@/lib/domain/referral-code-input";
import { extendedExpiry } from "@/lib/domain/referral-code-lifetime";
import { recordAudit } from "@/lib/services/audit/record";
import { changeOwnCodes } from "./change-own";
import { ownCode } from "./own-code";

/**
 * Lets the code live longer: from its expiry, or from now if that has passed; at most to 5 years
 * from now. Whether it is active stays as it is.
 *
 * @returns when it expires now.
 * @throws {AppError} `not_found`.
 */
export async function extendReferralCode(
  ctx: Context<PersonActor>,
  input: ExtendReferralCode,
): Promise<{ expiresAt: Date }> {
  return await changeOwnCodes(ctx, async (inside) => {
    const code = await ownCode(inside, input.codeId);
    const expiresAt = extendedExpiry(ctx.now, code.expiresAt, input.lifetime);
    await inside.db
      .update(referralCodes)
      .set({ expiresAt, expiryAnnouncedAt: null })
      .where(eq(referralCodes.id, code.id));
    await recordAudit(inside, {
      action: "referral_code.extended",
      subjectType: "referral_code",
      subjectId: code.id,
      data: { from: code.expiresAt.toISOString(), to: expiresAt.toISOString() },
    });
    return { expiresAt };
  });
}
