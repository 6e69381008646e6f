import "server-only";
import { and, count, eq, gte, lt, lte, ne, sql, sum } from "drizzle-orm";
import { referrals } from "@/db/schema/referral";
import { referralClicks, referralCodes } from "@/db/schema/referral-code";
import type { Context, PersonActor } from "@/lib/context";
import { type DayRange, daysOf, instantsOf } from "@/lib/domain/day-range";

interface ReferralDay {
  day: string;
  clicks: number;
  signUps: number;
  /** Of the sign-ups of this day, those that are confirmed by now. */
  confirmed: number;
}

export interface ReferralStatistics {
  days: ReferralDay[];
  totals: Omit<ReferralDay, "day">;
  /** The most clicks first. */
  sources: { source: string; clicks: number }[];
}

/**
 * What came of the actor's links, deleted codes' too, day by day in UTC. Rejected sign-ups do not
 * count, so a person is lost at most once on the way from a click to a confirmation.
 */
export async function referralStatistics(
  ctx: Context<PersonActor>,
  range: DayRange,
): Promise<ReferralStatistics> {
  const [clicks, people] = await Promise.all([clicksOf(ctx, range), peopleOf(ctx, range)]);
  const days = new Map(daysOf(range).map((day) => [day, { day, clicks: 0, signUps: 0, confirmed: 0 }]));
  const sources = new Map<string, number>();
  const totals = { clicks: 0, signUps: 0, confirmed: 0 };
  for (const row of clicks) {
    const day = days.get(row.day);
    if (day !== undefined) day.clicks += row.clicks;
    totals.clicks += row.clicks;
    sources.set(row.source, (sources.get(row.source) ?? 0) + row.clicks);
  }
  for (const row of people) {
    const day = days.get(row.day);
    if (day !== undefined) Object.assign(day, { signUps: row.signUps, confirmed: row.confirmed });
    totals.signUps += row.signUps;
    totals.confirmed += row.confirmed;
  }
  const bySource = [...sources].map(([source, number]) => ({ source, clicks: number }));
  return { days: [...days.values()], totals, sources: bySource.sort((a, b) => b.clicks - a.clicks) };
}

async function clicksOf(ctx: Context<PersonActor>, { from, to }: DayRange) {
  return await ctx.db
    .select({
      day: referralClicks.day,
      source: referralClicks.source,
      clicks: sum(referralClicks.clicks).mapWith(Number),
    })
    .from(referralClicks)
    .innerJoin(referralCodes, eq(referralCodes.id, referralClicks.codeId))
    .where(
      and(
        eq(referralCodes.userId, ctx.actor.userId),
        gte(referralClicks.day, from),
        lte(referralClicks.day, to),
      ),
    )
    .groupBy(referralClicks.day, referralClicks.source);
}

async function peopleOf(ctx: Context<PersonActor>, range: DayRange) {
  const { since, until } = instantsOf(range);
  const day = sql<string>`to_char(${referrals.createdAt} at time zone 'UTC', 'YYYY-MM-DD')`;
  return await ctx.db
    .select({
      day,
      signUps: count(),
      confirmed: sql<number>`count(*) filter (where ${referrals.status} = 'confirmed')`.mapWith(Number),
    })
    .from(referrals)
    .where(
      and(
        eq(referrals.referrerId, ctx.actor.userId),
        ne(referrals.status, "rejected"),
        gte(referrals.createdAt, since),
        lt(referrals.createdAt, until),
      ),
    )
    .groupBy(day);
}
