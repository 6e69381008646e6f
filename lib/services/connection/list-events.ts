import "server-only";
import { and, desc, eq, isNotNull, lt, sql } from "drizzle-orm";
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

const eventColumns = {
  id: connectionEvents.id,
  connectionId: connectionEvents.connectionId,
  type: connectionEvents.type,
  gen: connectionEvents.gen,
  actorType: connectionEvents.actorType,
  errorClass: connectionEvents.errorClass,
  errorCode: connectionEvents.errorCode,
  httpStatus: connectionEvents.httpStatus,
  durationMs: connectionEvents.durationMs,
  nextRefreshAt: connectionEvents.nextRefreshAt,
  createdAt: connectionEvents.createdAt,
};

/** The time line of one connection of a project, the latest first. */
export async function listConnectionEvents(
  ctx: Pick<Context, "db">,
  where: { projectId: string; connectionId: string; cursor: string | null },
): Promise<Page<ConnectionEventItem>> {
  const rows = await ctx.db
    .select({ ...eventColumns, connectionName: connections.name })
    .from(connectionEvents)
    .innerJoin(connections, eq(connections.id, connectionEvents.connectionId))
    .where(
      and(
        eq(connections.projectId, where.projectId),
        eq(connectionEvents.connectionId, where.connectionId),
        where.cursor === null ? undefined : lt(connectionEvents.id, where.cursor),
      ),
    )
    .orderBy(desc(connectionEvents.id))
    .limit(pageSize + 1);
  return cutPage(rows, pageSize);
}

/**
 * The latest `count` events of all connections of a project. They are those of its `count` connections
 * that told something last, so that neither many connections nor long time lines cost anything.
 */
export async function listLatestEvents(
  { db }: Pick<Context, "db">,
  projectId: string,
  count: number,
): Promise<ConnectionEventItem[]> {
  const latest = db
    .select({ id: connections.id, connectionName: connections.name })
    .from(connections)
    .where(and(eq(connections.projectId, projectId), isNotNull(connections.lastEventId)))
    .orderBy(desc(connections.lastEventId))
    .limit(count)
    .as("latest");
  const events = db
    .select(eventColumns)
    .from(connectionEvents)
    .where(eq(connectionEvents.connectionId, latest.id))
    .orderBy(desc(connectionEvents.id))
    .limit(count)
    .as("events");
  const rows = await db
    .select()
    .from(latest)
    .innerJoinLateral(events, sql`true`)
    .orderBy(desc(events.id))
    .limit(count);
  return rows.map((row) => ({ ...row.events, connectionName: row.latest.connectionName }));
}
