import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { preparedPer } from "@/db/prepared-per";
import { apiKeys } from "@/db/schema/api-key";
import { connections } from "@/db/schema/connection";
import { projects } from "@/db/schema/project";
import { batchesPer } from "@/lib/batches";
import { servedColumns } from "../connection/served-row";

interface Asked {
  secretHash: string;
  /** Read along, where it is of the key's project. */
  connectionId: string | null;
}

/** Those who ask at the same moment share a query; nothing is kept between. */
export const findKey = batchesPer(
  { sizeMax: 1_000, underWayMax: 2 },
  async (db: Db, list: readonly Asked[]) => {
    const asked = new Map(list.map((one) => [nameOf(one.secretHash, one.connectionId), one]));
    const rows = await query(db).execute({ asked: JSON.stringify([...asked.values()]) });
    const keys = new Map(rows.map(({ key }) => [key.secretHash, key]));
    const read = new Map(
      rows.map(({ key, connection }) => [nameOf(key.secretHash, connection?.id ?? null), connection]),
    );
    return list.map(({ secretHash, connectionId }) => {
      const key = keys.get(secretHash);
      if (key === undefined) return null;
      return { key, connection: read.get(nameOf(secretHash, connectionId)) ?? null };
    });
  },
);

/**
 * Row by row: of a JSON list PostgreSQL expects a hundred rows, and in a join it would read tables of some
 * hundred keys and connections from end to end for each batch.
 */
const query = preparedPer((db) => {
  const key = db
    .select({
      id: apiKeys.id,
      secretHash: apiKeys.secretHash,
      projectId: apiKeys.projectId,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .where(eq(apiKeys.secretHash, sql`asked."secretHash"`))
    .limit(1)
    .as("key");
  const project = db
    .select({ id: projects.id })
    .from(projects)
    .where(and(eq(projects.id, key.projectId), isNull(projects.archivedAt)))
    .limit(1)
    .as("project");
  const connection = db
    .select(servedColumns)
    .from(connections)
    .where(and(eq(connections.id, sql`asked."connectionId"`), eq(connections.projectId, key.projectId)))
    .limit(1)
    .as("connection");
  return db
    .select()
    .from(
      sql`json_to_recordset(${sql.placeholder("asked")}::json) as asked("secretHash" text, "connectionId" uuid)`,
    )
    .innerJoinLateral(key, sql`true`)
    .innerJoinLateral(project, sql`true`)
    .leftJoinLateral(connection, sql`true`)
    .prepare("api_keys_by_hash");
});

function nameOf(secretHash: string, connectionId: string | null): string {
  return `${secretHash}:${connectionId}`;
}
