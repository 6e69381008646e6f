import "server-only";
import { inArray, lt } from "drizzle-orm";
import { sessions } from "@/db/schema/session";
import type { Context } from "@/lib/context";

/** Deletes at most `limit` sessions whose time is over; how many it were. */
export async function deleteExpiredSessions(
  ctx: Pick<Context, "db" | "now">,
  limit: number,
): Promise<number> {
  const expired = ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(lt(sessions.expiresAt, ctx.now))
    .limit(limit)
    .for("update", { skipLocked: true });
  const deleted = await ctx.db
    .delete(sessions)
    .where(inArray(sessions.id, expired))
    .returning({ id: sessions.id });
  return deleted.length;
}
