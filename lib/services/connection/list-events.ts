import "server-only";
import { and, desc, eq, lt } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import type { Context } from "@/lib/context";
import { cutPage, type Page } from "@/lib/domain/page";
import type { ConnectionEventType } from "./record-event";

const pageSize = 20;

export interface ConnectionEventItem {
  id: string;
  connectionId: string;
  connectionName: string;
  type: ConnectionEventType;
  gen: number;
  actorType: "user" | "api_key" | "system" | "anonymous";
  errorClass: string | null;
  errorCode: string | null;
  httpStatus: number | null;
  durationMs: number | null;
  nextRefreshAt: Date | null;
  createdAt: Date;
}

/** The time line of one connection of a project, or of all of them, the latest first. */
export async function listConnectionEvents(
  ctx: Pick<Context, "db">,
  where: { projectId: string; connectionId: string | null; cursor: string | null },
): Promise<Page<ConnectionEventItem>> {
  const rows = await ctx.db
    .select({
      id: connectionEvents.id,
      connectionId: connectionEvents.connectionId,
      connectionName: connections.name,
      type: connectionEvents.type,
      gen: connectionEvents.gen,
      actorType: connectionEvents.actorType,
      errorClass: connectionEvents.errorClass,
      errorCode: connectionEvents.errorCode,
      httpStatus: connectionEvents.httpStatus,
      durationMs: connectionEvents.durationMs,
      nextRefreshAt: connectionEvents.nextRefreshAt,
      createdAt: connectionEvents.createdAt,
    })
    .from(connectionEvents)
    .innerJoin(connections, eq(connections.id, connectionEvents.connectionId))
    .where(
      and(
        eq(connections.projectId, where.projectId),
        where.connectionId === null ? undefined : eq(connectionEvents.connectionId, where.connectionId),
        where.cursor === null ? undefined : lt(connectionEvents.id, where.cursor),
      ),
    )
    .orderBy(desc(connectionEvents.id))
    .limit(pageSize + 1);
  return cutPage(rows, pageSize);
}
