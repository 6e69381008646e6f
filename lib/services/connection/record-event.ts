import "server-only";
import { eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import type { Context } from "@/lib/context";
import { actorId } from "../audit/record";

type EventRow = typeof connectionEvents.$inferInsert;

export type ConnectionEventType = EventRow["type"];

/** Adds to the time line, in the caller's transaction. */
export async function recordConnectionEvent(
  ctx: Pick<Context, "db" | "now" | "actor">,
  event: Omit<EventRow, "id" | "actorType" | "actorId" | "createdAt">,
): Promise<void> {
  const id = v7();
  await ctx.db.insert(connectionEvents).values({
    ...event,
    id,
    actorType: ctx.actor.type,
    actorId: actorId(ctx.actor),
    createdAt: ctx.now,
  });
  await ctx.db
    .update(connections)
    .set({ lastEventId: sql`greatest(${connections.lastEventId}, ${id})` })
    .where(eq(connections.id, event.connectionId));
}
