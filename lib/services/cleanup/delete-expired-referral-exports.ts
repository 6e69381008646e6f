import "server-only";
import { inArray, lt } from "drizzle-orm";
import { referralExports } from "@/db/schema/referral-export";
import type { Context } from "@/lib/context";

/** Deletes at most `limit` exports that are not kept any more, with their files; how many it were. */
export async function deleteExpiredReferralExports(
  ctx: Pick<Context, "db" | "now">,
  limit: number,
): Promise<number> {
  const expired = ctx.db
    .select({ id: referralExports.id })
    .from(referralExports)
    .where(lt(referralExports.expiresAt, ctx.now))
    .limit(limit)
    .for("update", { skipLocked: true });
  const deleted = await ctx.db
    .delete(referralExports)
    .where(inArray(referralExports.id, expired))
    .returning({ id: referralExports.id });
  return deleted.length;
}
