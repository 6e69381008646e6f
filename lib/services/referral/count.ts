import "server-only";
import { count, eq } from "drizzle-orm";
import { referrals } from "@/db/schema/referral";
import type { Context, PersonActor } from "@/lib/context";

export type ReferralCounts = Record<"pending" | "confirmed" | "rejected", number>;

/** How many people signed up by the actor's codes, by status. */
export async function countReferrals(ctx: Context<PersonActor>): Promise<ReferralCounts> {
  const rows = await ctx.db
    .select({ status: referrals.status, referrals: count() })
    .from(referrals)
    .where(eq(referrals.referrerId, ctx.actor.userId))
    .groupBy(referrals.status);
  const counts = { pending: 0, confirmed: 0, rejected: 0 };
  for (const row of rows) counts[row.status] = row.referrals;
  return counts;
}
