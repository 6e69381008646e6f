import "server-only";
import { lt, sql } from "drizzle-orm";
import { tokenHandouts } from "@/db/schema/token-handout";
import type { Context } from "@/lib/context";

const keptMs = 365 * 24 * 60 * 60_000;

/** Deletes at most `limit` daily counts of hand-outs older than a year, the oldest first; how many it were. */
export async function deleteOldTokenHandouts(
  ctx: Pick<Context, "db" | "now">,
  limit: number,
): Promise<number> {
  const oldest = new Date(ctx.now.getTime() - keptMs).toISOString().slice(0, 10);
  const { connectionId, apiKeyId, day } = tokenHandouts;
  const old = ctx.db
    .select({ connectionId, apiKeyId, day })
    .from(tokenHandouts)
    .where(lt(day, oldest))
    .orderBy(day)
    .limit(limit)
    .for("update", { skipLocked: true });
  const deleted = await ctx.db
    .delete(tokenHandouts)
    .where(sql`(${connectionId}, ${apiKeyId}, ${day}) in ${old}`)
    .returning({ day });
  return deleted.length;
}
