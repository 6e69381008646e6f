import "server-only";
import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context } from "@/lib/context";

/**
 * Takes one use of the code, if it is still usable: the row's lock makes concurrent takers queue,
 * and each judges what the one before left. False when there was none left to take.
 */
export async function takeCodeUse(ctx: Context, codeId: string): Promise<boolean> {
  const taken = await ctx.db
    .update(referralCodes)
    .set({ uses: sql`${referralCodes.uses} + 1` })
    .where(
      and(
        eq(referralCodes.id, codeId),
        referralCodes.isActive,
        isNull(referralCodes.deletedAt),
        gt(referralCodes.expiresAt, ctx.now),
        or(isNull(referralCodes.maxUses), lt(referralCodes.uses, referralCodes.maxUses)),
      ),
    )
    .returning({ id: referralCodes.id });
  return taken.length === 1;
}

/**
 * Takes one use of a code for a registration that is counted again, when the code may long have
 * expired. False when all uses are taken.
 */
export async function retakeCodeUse(ctx: Context, codeId: string): Promise<boolean> {
  const hasRoom = or(isNull(referralCodes.maxUses), lt(referralCodes.uses, referralCodes.maxUses));
  const taken = await ctx.db
    .update(referralCodes)
    .set({ uses: sql`${referralCodes.uses} + 1` })
    .where(and(eq(referralCodes.id, codeId), hasRoom))
    .returning({ id: referralCodes.id });
  return taken.length === 1;
}

/** Gives back a use taken in the same transaction, or by a registration that counts no more. */
export async function returnCodeUse(ctx: Context, codeId: string): Promise<void> {
  await ctx.db
    .update(referralCodes)
    .set({ uses: sql`${referralCodes.uses} - 1` })
    .where(eq(referralCodes.id, codeId));
}
