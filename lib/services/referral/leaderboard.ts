import "server-only";
import { and, count, desc, eq, isNotNull, isNull, min } from "drizzle-orm";
import { referrals } from "@/db/schema/referral";
import { users } from "@/db/schema/user";
import type { Context, PersonActor } from "@/lib/context";

const placesShown = 20;

interface LeaderboardPlace {
  /** Equal counts share a place. */
  place: number;
  name: string;
  confirmed: number;
  isOwn: boolean;
}

export interface Leaderboard {
  places: LeaderboardPlace[];
  /** Under which name the actor takes part; null: not. */
  ownName: string | null;
}

/** Those who chose to take part, under the names they chose, with at least one confirmed referral. */
export async function readLeaderboard(ctx: Context<PersonActor>): Promise<Leaderboard> {
  const confirmed = count(referrals.id);
  const [rows, [own]] = await Promise.all([
    ctx.db
      .select({ userId: users.id, name: users.leaderboardName, confirmed })
      .from(referrals)
      .innerJoin(users, eq(users.id, referrals.referrerId))
      .where(
        and(eq(referrals.status, "confirmed"), isNotNull(users.leaderboardName), isNull(users.archivedAt)),
      )
      .groupBy(users.id, users.leaderboardName)
      .orderBy(desc(confirmed), min(referrals.decidedAt))
      .limit(placesShown),
    ctx.db.select({ name: users.leaderboardName }).from(users).where(eq(users.id, ctx.actor.userId)),
  ]);
  const places = rows.map((row) => ({
    place: rows.findIndex((other) => other.confirmed === row.confirmed) + 1,
    name: row.name ?? "",
    confirmed: row.confirmed,
    isOwn: row.userId === ctx.actor.userId,
  }));
  return { places, ownName: own?.name ?? null };
}
