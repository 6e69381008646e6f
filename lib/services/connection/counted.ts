import "server-only";
import { sql } from "drizzle-orm";
import { anyOf } from "@/db/any-of";
import type { Db } from "@/db/client";
import { apiKeys } from "@/db/schema/api-key";
import { connections } from "@/db/schema/connection";

/** What a key did with a connection on a day. */
export interface Counted {
  connectionId: string;
  keyId: string;
  /** `YYYY-MM-DD`, in UTC. */
  day: string;
  /** Of the last time. */
  at: Date;
}

/**
 * Those whose connection and key are still there, in one project; locked against deletion until their
 * counts are written.
 */
export async function stillThere<T extends Counted>(db: Db, list: readonly T[]): Promise<T[]> {
  const connectionIds = [...new Set(list.map(({ connectionId }) => connectionId))];
  const keyIds = [...new Set(list.map(({ keyId }) => keyId))];
  const found = await db
    .select({ id: connections.id, projectId: connections.projectId })
    .from(connections)
    .where(anyOf(connections.id, sql.param(connectionIds)))
    .orderBy(connections.id)
    .for("key share");
  const keys = await db
    .select({ id: apiKeys.id, projectId: apiKeys.projectId })
    .from(apiKeys)
    .where(anyOf(apiKeys.id, sql.param(keyIds)))
    .orderBy(apiKeys.id)
    .for("key share");
  const projectOf = new Map([...found, ...keys].map(({ id, projectId }) => [id, projectId]));
  return list.filter(({ connectionId, keyId }) => {
    const project = projectOf.get(connectionId);
    return project !== undefined && project === projectOf.get(keyId);
  });
}

/**
 * One group for each row of a table by day, always in the same order: writers of two processes do not
 * lock each other out.
 */
export function perDay<T extends Counted>(list: readonly T[]) {
  const groups = Map.groupBy(list, ({ connectionId, keyId, day }) => `${connectionId} ${keyId} ${day}`);
  return [...groups.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      if (first === undefined) return [];
      const { connectionId, keyId: apiKeyId, day } = first;
      const lastAt = new Date(Math.max(...group.map(({ at }) => at.getTime())));
      return [{ row: { connectionId, apiKeyId, day, lastAt }, group }];
    });
}
