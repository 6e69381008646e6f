import "server-only";
import { inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { apiKeys } from "@/db/schema/api-key";
import { auditEvents } from "@/db/schema/audit-event";
import { connections } from "@/db/schema/connection";
import { tokenHandouts } from "@/db/schema/token-handout";

/** Hand-outs of one connection to one key at one address, within a second or so. */
export interface Handouts {
  connectionId: string;
  keyId: string;
  projectId: string;
  ip: string | null;
  /** `YYYY-MM-DD`, in UTC. */
  day: string;
  count: number;
  /** Of the last one. */
  gen: number;
  requestId: string;
  at: Date;
}

/**
 * Adds hand-outs to the count of each day and to the audit, in one transaction. Of those whose
 * connection or key was deleted meanwhile only the audit is left.
 */
export async function writeHandouts(db: Db, list: readonly Handouts[]): Promise<void> {
  await db.transaction(async (tx) => {
    const there = await whatIsThere(tx, list);
    const days = perDay(
      list.filter(({ connectionId, keyId }) => there.has(connectionId) && there.has(keyId)),
    );
    if (days.length > 0) {
      await tx
        .insert(tokenHandouts)
        .values(days)
        .onConflictDoUpdate({
          target: [tokenHandouts.connectionId, tokenHandouts.apiKeyId, tokenHandouts.day],
          set: {
            handouts: sql`${tokenHandouts.handouts} + excluded.handouts`,
            lastAt: sql`greatest(${tokenHandouts.lastAt}, excluded.last_at)`,
          },
        });
    }
    await tx.insert(auditEvents).values(list.map(auditRow));
  });
}

/** Locked against deletion until the counts are written. */
async function whatIsThere(db: Db, list: readonly Handouts[]): Promise<Set<string>> {
  const connectionIds = [...new Set(list.map(({ connectionId }) => connectionId))];
  const keyIds = [...new Set(list.map(({ keyId }) => keyId))];
  const found = await db
    .select({ id: connections.id })
    .from(connections)
    .where(inArray(connections.id, connectionIds))
    .orderBy(connections.id)
    .for("key share");
  const keys = await db
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(inArray(apiKeys.id, keyIds))
    .orderBy(apiKeys.id)
    .for("key share");
  return new Set([...found, ...keys].map(({ id }) => id));
}

/** One row for each key of the table, always in the same order: writers of two processes do not lock each other out. */
function perDay(list: readonly Handouts[]) {
  const groups = Map.groupBy(list, ({ connectionId, keyId, day }) => `${connectionId} ${keyId} ${day}`);
  return [...groups.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      return [
        {
          connectionId: first.connectionId,
          apiKeyId: first.keyId,
          day: first.day,
          handouts: group.reduce((sum, { count }) => sum + count, 0),
          lastAt: new Date(Math.max(...group.map(({ at }) => at.getTime()))),
        },
      ];
    });
}

function auditRow(handouts: Handouts): typeof auditEvents.$inferInsert {
  return {
    actorType: "api_key",
    actorId: handouts.keyId,
    projectId: handouts.projectId,
    action: "connection.token_handed_out",
    subjectType: "connection",
    subjectId: handouts.connectionId,
    data: { handouts: handouts.count, gen: handouts.gen },
    requestId: handouts.requestId,
    ip: handouts.ip,
    createdAt: handouts.at,
  };
}
