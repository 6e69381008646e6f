import "server-only";
import { and, eq, exists, gt, inArray, lt } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { connectionEvents } from "@/db/schema/connection-event";
import type { Context } from "@/lib/context";
import { lifeEvents } from "@/lib/services/connection/life-events";

const keptMs = 90 * 24 * 60 * 60_000;

/**
 * Deletes at most `limit` events of connections older than 90 days, the oldest first; how many it
 * were. The last that says whether a connection lives stays, however old.
 */
export async function deleteOldConnectionEvents(
  ctx: Pick<Context, "db" | "now">,
  limit: number,
): Promise<number> {
  const later = alias(connectionEvents, "later");
  const laterLife = ctx.db
    .select({ id: later.id })
    .from(later)
    .where(
      and(
        eq(later.connectionId, connectionEvents.connectionId),
        gt(later.id, connectionEvents.id),
        inArray(later.type, [...lifeEvents]),
      ),
    );
  const old = ctx.db
    .select({ id: connectionEvents.id })
    .from(connectionEvents)
    .where(and(lt(connectionEvents.createdAt, new Date(ctx.now.getTime() - keptMs)), exists(laterLife)))
    .orderBy(connectionEvents.createdAt)
    .limit(limit)
    .for("update", { skipLocked: true });
  const deleted = await ctx.db
    .delete(connectionEvents)
    .where(inArray(connectionEvents.id, old))
    .returning({ id: connectionEvents.id });
  return deleted.length;
}
