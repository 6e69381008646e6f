import "server-only";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context, PersonActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { ReferralCodeItem } from "@/lib/services/referral-code/item";
import { listReferralCodes } from "@/lib/services/referral-code/list";
import { countReferrals, type ReferralCounts } from "./count";

/** No person has more codes. */
const allCodes = 100;

export interface ReferrerProfile {
  id: string;
  email: string;
  isFindable: boolean;
  counts: ReferralCounts;
  /** The first to expire first. */
  codes: ReferralCodeItem[];
}

/** What the programme knows of the actor. */
export async function referrerProfile(ctx: Context<PersonActor>): Promise<ReferrerProfile> {
  const [[user], counts, codes] = await Promise.all([
    ctx.db
      .select({ id: users.id, email: users.email, isFindable: users.findableByEmail })
      .from(users)
      .where(eq(users.id, ctx.actor.userId)),
    countReferrals(ctx),
    listReferralCodes(ctx, { cursor: null, limit: allCodes }),
  ]);
  if (user === undefined) throw new AppError("not_found");
  const byExpiry = codes.items.toSorted((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime());
  return { ...user, counts, codes: byExpiry };
}
