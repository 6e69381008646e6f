import "server-only";
import { lt, sql } from "drizzle-orm";
import { proxiedCalls } from "@/db/schema/proxied-call";
import { tokenHandouts } from "@/db/schema/token-handout";
import type { Context } from "@/lib/context";

const keptMs = 365 * 24 * 60 * 60_000;

/** Deletes at most `limit` daily counts older than a year, the oldest first; how many it were. */
function deleteOldOf(table: typeof tokenHandouts | typeof proxiedCalls) {
  return async (ctx: Pick<Context, "db" | "now">, limit: number): Promise<number> => {
    const oldest = new Date(ctx.now.getTime() - keptMs).toISOString().slice(0, 10);
    const { connectionId, apiKeyId, day } = table;
    const old = ctx.db
      .select({ connectionId, apiKeyId, day })
      .from(table)
      .where(lt(day, oldest))
      .orderBy(day)
      .limit(limit)
      .for("update", { skipLocked: true });
    const deleted = await ctx.db
      .delete(table)
      .where(sql`(${connectionId}, ${apiKeyId}, ${day}) in ${old}`)
      .returning({ day });
    return deleted.length;
  };
}

export const deleteOldTokenHandouts = deleteOldOf(tokenHandouts);

export const deleteOldProxiedCalls = deleteOldOf(proxiedCalls);
