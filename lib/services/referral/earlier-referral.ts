import "server-only";
import { eq, inArray } from "drizzle-orm";
import { referrals } from "@/db/schema/referral";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context } from "@/lib/context";
import { recordAudit } from "@/lib/services/audit/record";
import { returnCodeUse } from "@/lib/services/referral-code/take-use";

/** A pending referral by another code. */
interface EarlierReferral {
  id: string;
  codeId: string;
}

/**
 * What an earlier sign-up of a person who has confirmed nothing yet left behind, its row and both
 * codes locked; null where nothing is there that another code could replace.
 */
export async function holdEarlierReferral(
  ctx: Context,
  referredId: string,
  codeId: string,
): Promise<EarlierReferral | "by_this_code" | null> {
  const { id, codeId: earlierCodeId, status } = referrals;
  const [row] = await ctx.db
    .select({ id, codeId: earlierCodeId, status })
    .from(referrals)
    .where(eq(referrals.referredId, referredId))
    .for("update");
  if (row === undefined) return null;
  if (row.codeId === codeId) return "by_this_code";
  if (row.status !== "pending") return null;
  // In one order: of two who change from each other's code neither waits for the other.
  await ctx.db
    .select({ id: referralCodes.id })
    .from(referralCodes)
    .where(inArray(referralCodes.id, [row.codeId, codeId]))
    .orderBy(referralCodes.id)
    .for("no key update");
  return row;
}

/** Takes it back, with the use that it took: its person has signed up anew by another code. */
export async function withdrawReferral(ctx: Context, earlier: EarlierReferral): Promise<void> {
  await ctx.db.delete(referrals).where(eq(referrals.id, earlier.id));
  await returnCodeUse(ctx, earlier.codeId);
  await recordAudit(ctx, {
    action: "referral.withdrawn",
    subjectType: "referral",
    subjectId: earlier.id,
    data: { codeId: earlier.codeId },
  });
}
