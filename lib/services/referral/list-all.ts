import "server-only";
import { and, desc, eq, ilike, lt, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { referrals } from "@/db/schema/referral";
import { referralCodes } from "@/db/schema/referral-code";
import { users } from "@/db/schema/user";
import type { Context, UserActor } from "@/lib/context";
import { escapeLike } from "@/lib/domain/escape-like";
import { cutPage, type Page } from "@/lib/domain/page";
import { requireSuperuser } from "@/lib/services/user/require-superuser";

/** A referral as operators see it, who have to judge it: nothing is masked. */
export interface AnyReferral {
  id: string;
  email: string;
  referrerEmail: string;
  code: { text: string; uses: number; maxUses: number | null };
  status: "pending" | "confirmed" | "rejected";
  /** Key under `admin.referrals.reasons` in messages/; null unless rejected. */
  rejectionReason: string | null;
  decisionNote: string | null;
  createdAt: Date;
}

export interface AnyReferralFilter {
  status: AnyReferral["status"] | null;
  /** A part of an address, a user's name or a code; empty: all. */
  query: string;
  cursor: string | null;
}

const pageSize = 25;
const referrer = alias(users, "referrer");

/**
 * Everybody's referrals, the newest first.
 *
 * @throws {AppError} `not_found` for whoever is no superuser.
 */
export async function listAllReferrals(
  ctx: Context<UserActor>,
  { status, query, cursor }: AnyReferralFilter,
): Promise<Page<AnyReferral>> {
  requireSuperuser(ctx);
  const rows = await ctx.db
    .select({
      id: referrals.id,
      email: users.email,
      referrerEmail: referrer.email,
      code: { text: referralCodes.text, uses: referralCodes.uses, maxUses: referralCodes.maxUses },
      status: referrals.status,
      rejectionReason: referrals.rejectionReason,
      decisionNote: referrals.decisionNote,
      createdAt: referrals.createdAt,
    })
    .from(referrals)
    .innerJoin(users, eq(users.id, referrals.referredId))
    .innerJoin(referrer, eq(referrer.id, referrals.referrerId))
    .innerJoin(referralCodes, eq(referralCodes.id, referrals.codeId))
    .where(
      and(
        cursor === null ? undefined : lt(referrals.id, cursor),
        status === null ? undefined : eq(referrals.status, status),
        query === "" ? undefined : matches(query),
      ),
    )
    .orderBy(desc(referrals.id))
    .limit(pageSize + 1);
  return cutPage(rows, pageSize);
}

function matches(query: string) {
  const pattern = `%${escapeLike(query)}%`;
  const searched = [users.email, users.username, referrer.email, referrer.username, referralCodes.text];
  return or(...searched.map((column) => ilike(column, pattern)));
}
