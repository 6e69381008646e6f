import "server-only";
import { and, eq, isNull, sum } from "drizzle-orm";
import { referralClicks, referralCodes } from "@/db/schema/referral-code";
import type { Context, PersonActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { codeColumns, codeItem, type ReferralCodeItem } from "./item";

/**
 * One of the actor's codes, as its owner sees it.
 *
 * @throws {AppError} `not_found`.
 */
export async function getReferralCode(ctx: Context<PersonActor>, codeId: string): Promise<ReferralCodeItem> {
  const [row] = await ctx.db
    .select(codeColumns)
    .from(referralCodes)
    .where(
      and(
        eq(referralCodes.id, codeId),
        eq(referralCodes.userId, ctx.actor.userId),
        isNull(referralCodes.deletedAt),
      ),
    );
  if (row === undefined) throw new AppError("not_found");
  const [clicked] = await ctx.db
    .select({ clicks: sum(referralClicks.clicks).mapWith(Number) })
    .from(referralClicks)
    .where(eq(referralClicks.codeId, codeId));
  return codeItem(row, clicked?.clicks ?? 0, ctx.now);
}
