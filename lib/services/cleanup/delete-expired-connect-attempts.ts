import "server-only";
import { inArray, lt } from "drizzle-orm";
import { connectAttempts } from "@/db/schema/connect-attempt";
import type { Context } from "@/lib/context";

/** Deletes at most `limit` OAuth round trips that nobody finished in time; how many it were. */
export async function deleteExpiredConnectAttempts(
  ctx: Pick<Context, "db" | "now">,
  limit: number,
): Promise<number> {
  const expired = ctx.db
    .select({ id: connectAttempts.id })
    .from(connectAttempts)
    .where(lt(connectAttempts.expiresAt, ctx.now))
    .limit(limit)
    .for("update", { skipLocked: true });
  const deleted = await ctx.db
    .delete(connectAttempts)
    .where(inArray(connectAttempts.id, expired))
    .returning({ id: connectAttempts.id });
  return deleted.length;
}
