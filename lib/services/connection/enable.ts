import "server-only";
import { and, desc, eq, inArray } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import type { Context, UserActor } from "@/lib/context";
import { changeOwn, type Row } from "./change-own";
import { lifeEvents } from "./life-events";

/**
 * Switches a connection on again and lets it be refreshed at once. One whose grant is dead comes
 * back as `reauth_required`: its token must not be sent again. Doing it again changes nothing.
 */
export async function enable(ctx: Context<UserActor>, connectionId: string): Promise<void> {
  await changeOwn(ctx, connectionId, "enabled", async (tx, row) => {
    if (row.status !== "disabled") return false;
    const isDead = row.refreshTokenSealed === null || (await wasDead(tx, row));
    const status = isDead ? "reauth_required" : row.failCount > 0 ? "degraded" : "active";
    await tx.db
      .update(connections)
      .set({ status, nextRefreshAt: isDead ? null : tx.now, updatedAt: tx.now })
      .where(eq(connections.id, row.id));
    return true;
  });
}

/** The time line remembers what the row, while switched off, has no room for. */
async function wasDead(ctx: Pick<Context, "db">, row: Row): Promise<boolean> {
  const [last] = await ctx.db
    .select({ type: connectionEvents.type })
    .from(connectionEvents)
    .where(and(eq(connectionEvents.connectionId, row.id), inArray(connectionEvents.type, [...lifeEvents])))
    .orderBy(desc(connectionEvents.id))
    .limit(1);
  return last?.type === "reauth_required";
}
