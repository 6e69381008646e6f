import "server-only";
import { eq } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context, PersonActor } from "@/lib/context";
import type { ReferralCodeOnly } from "@/lib/domain/referral-code-input";
import { recordAudit } from "@/lib/services/audit/record";
import { changeOwnCodes } from "./change-own";
import { ownCode } from "./own-code";

/**
 * Makes the code inactive; nothing happens to one that is.
 *
 * @throws {AppError} `not_found`.
 */
export async function deactivateReferralCode(
  ctx: Context<PersonActor>,
  input: ReferralCodeOnly,
): Promise<void> {
  await changeOwnCodes(ctx, async (inside) => {
    const code = await ownCode(inside, input.codeId);
    if (!code.isActive) return;
    await inside.db.update(referralCodes).set({ isActive: false }).where(eq(referralCodes.id, code.id));
    await recordAudit(inside, {
      action: "referral_code.deactivated",
      subjectType: "referral_code",
      subjectId: code.id,
    });
  });
}
