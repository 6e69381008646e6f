import "server-only";
import { and, desc, eq, gt } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context, PersonActor } from "@/lib/context";
import type { ReferralCodeOnly } from "@/lib/domain/referral-code-input";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/services/audit/record";
import { changeOwnCodes } from "./change-own";
import { refuseTooManyCodes } from "./create";

const undoWithinMs = 24 * 60 * 60 * 1_000;

/**
 * Takes back the deletion of a code within a day. It comes back inactive: another may have taken
 * its place.
 *
 * @throws {AppError} `not_found`; `conflict` with reason `undo_too_late` or `too_many_referral_codes`.
 */
export async function restoreReferralCode(ctx: Context<PersonActor>, input: ReferralCodeOnly): Promise<void> {
  await changeOwnCodes(ctx, async (inside) => {
    const [code] = await inside.db
      .select({ id: referralCodes.id, deletedAt: referralCodes.deletedAt })
      .from(referralCodes)
      .where(and(eq(referralCodes.id, input.codeId), eq(referralCodes.userId, ctx.actor.userId)));
    if (code === undefined) throw new AppError("not_found");
    if (code.deletedAt === null) return;
    if (code.deletedAt <= undoableSince(ctx.now)) throw new AppError("conflict", { reason: "undo_too_late" });
    await refuseTooManyCodes(inside);
    await inside.db.update(referralCodes).set({ deletedAt: null }).where(eq(referralCodes.id, code.id));
    await recordAudit(inside, {
      action: "referral_code.restored",
      subjectType: "referral_code",
      subjectId: code.id,
    });
  });
}

/** The actor's codes that can still be restored, the last deleted first. */
export async function listRestorableCodes(ctx: Context<PersonActor>) {
  return await ctx.db
    .select({ id: referralCodes.id, text: referralCodes.text, label: referralCodes.label })
    .from(referralCodes)
    .where(
      and(eq(referralCodes.userId, ctx.actor.userId), gt(referralCodes.deletedAt, undoableSince(ctx.now))),
    )
    .orderBy(desc(referralCodes.deletedAt))
    .limit(20);
}

function undoableSince(now: Date): Date {
  return new Date(now.getTime() - undoWithinMs);
}
