import "server-only";
import { and, desc, eq, lt } from "drizzle-orm";
import { referrals } from "@/db/schema/referral";
import { referralCodes } from "@/db/schema/referral-code";
import { users } from "@/db/schema/user";
import type { Context, PersonActor } from "@/lib/context";
import { maskEmail } from "@/lib/domain/mask-email";
import { cutPage, type Page, type PageRequest } from "@/lib/domain/page";

/** A referral as the referrer sees it: the address of the other is masked. */
export interface ReferralItem {
  id: string;
  maskedEmail: string;
  codeText: string;
  status: "pending" | "confirmed" | "rejected";
  /** Key under `referrals.rejections` in messages/; null unless rejected. */
  rejectionReason: string | null;
  createdAt: Date;
  /** When it was confirmed or rejected. */
  decidedAt: Date | null;
}

/** Who signed up by the actor's codes, deleted ones too, the newest first. */
export async function listReferrals(
  ctx: Context<PersonActor>,
  { cursor, limit }: PageRequest,
): Promise<Page<ReferralItem>> {
  const rows = await ctx.db
    .select({
      id: referrals.id,
      email: users.email,
      codeText: referralCodes.text,
      status: referrals.status,
      rejectionReason: referrals.rejectionReason,
      createdAt: referrals.createdAt,
      decidedAt: referrals.decidedAt,
    })
    .from(referrals)
    .innerJoin(users, eq(users.id, referrals.referredId))
    .innerJoin(referralCodes, eq(referralCodes.id, referrals.codeId))
    .where(
      and(eq(referrals.referrerId, ctx.actor.userId), ...(cursor === null ? [] : [lt(referrals.id, cursor)])),
    )
    .orderBy(desc(referrals.id))
    .limit(limit + 1);
  const page = cutPage(rows, limit);
  const items = page.items.map(({ email, ...shown }) => ({ ...shown, maskedEmail: maskEmail(email) }));
  return { ...page, items };
}
