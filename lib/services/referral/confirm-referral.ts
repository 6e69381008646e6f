import "server-only";
import { and, eq } from "drizzle-orm";
import { referrals } from "@/db/schema/referral";
import type { Context } from "@/lib/context";
import { enqueue } from "@/lib/queue/enqueue";
import { recordAudit } from "@/lib/services/audit/record";

/**
 * Confirms the pending referral of a person who has verified the e-mail; to be called with the
 * verification's transaction as `ctx.db`.
 *
 * @returns the referral's id, or null when there was none to confirm.
 */
export async function confirmReferral(ctx: Context, input: { referredId: string }): Promise<string | null> {
  const [confirmed] = await ctx.db
    .update(referrals)
    .set({ status: "confirmed", decidedAt: ctx.now })
    .where(and(eq(referrals.referredId, input.referredId), eq(referrals.status, "pending")))
    .returning({ id: referrals.id, referrerId: referrals.referrerId });
  if (confirmed === undefined) return null;
  await enqueue(ctx.db, "send-mail", {
    template: "referral_confirmed",
    userId: confirmed.referrerId,
    referralId: confirmed.id,
  });
  await recordAudit(ctx, {
    action: "referral.confirmed",
    subjectType: "referral",
    subjectId: confirmed.id,
  });
  return confirmed.id;
}
