import "server-only";
import { and, desc, eq, inArray, isNull, lt, sum } from "drizzle-orm";
import { referralClicks, referralCodes } from "@/db/schema/referral-code";
import type { Context, PersonActor } from "@/lib/context";
import { cutPage, type Page, type PageRequest } from "@/lib/domain/page";
import { codeColumns, codeItem, type ReferralCodeItem } from "./item";

/** The actor's codes that are not deleted, the newest first. */
export async function listReferralCodes(
  ctx: Context<PersonActor>,
  { cursor, limit }: PageRequest,
): Promise<Page<ReferralCodeItem>> {
  const rows = await ctx.db
    .select(codeColumns)
    .from(referralCodes)
    .where(
      and(
        eq(referralCodes.userId, ctx.actor.userId),
        isNull(referralCodes.deletedAt),
        ...(cursor === null ? [] : [lt(referralCodes.id, cursor)]),
      ),
    )
    .orderBy(desc(referralCodes.id))
    .limit(limit + 1);
  const page = cutPage(rows, limit);
  const clicks = await clicksByCode(ctx, page.items);
  return { ...page, items: page.items.map((row) => codeItem(row, clicks.get(row.id) ?? 0, ctx.now)) };
}

/** The actor's active code, be it expired or used up meanwhile; null when none is active. */
export async function findActiveReferralCode(ctx: Context<PersonActor>): Promise<ReferralCodeItem | null> {
  const [row] = await ctx.db
    .select(codeColumns)
    .from(referralCodes)
    .where(and(eq(referralCodes.userId, ctx.actor.userId), referralCodes.isActive));
  if (row === undefined) return null;
  const clicks = await clicksByCode(ctx, [row]);
  return codeItem(row, clicks.get(row.id) ?? 0, ctx.now);
}

async function clicksByCode(ctx: Context, codes: { id: string }[]): Promise<Map<string, number>> {
  if (codes.length === 0) return new Map();
  const ids = codes.map((code) => code.id);
  const rows = await ctx.db
    .select({ codeId: referralClicks.codeId, clicks: sum(referralClicks.clicks).mapWith(Number) })
    .from(referralClicks)
    .where(inArray(referralClicks.codeId, ids))
    .groupBy(referralClicks.codeId);
  return new Map(rows.map((row) => [row.codeId, row.clicks]));
}
