import "server-only";
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
  await ctx.db
    .insert(connectionEvents)
    .values({ ...event, actorType: ctx.actor.type, actorId: actorId(ctx.actor), createdAt: ctx.now });
}
