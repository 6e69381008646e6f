import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { anyOf } from "@/db/any-of";
import type { Db } from "@/db/client";
import { preparedPer } from "@/db/prepared-per";
import { connections } from "@/db/schema/connection";
import { batchesPer } from "@/lib/batches";
import { servedColumns } from "./served-row";

/** Which connection, and of whose project: the caller has made sure that the asker is one of it. */
export interface ProjectConnection {
  projectId: string;
  connectionId: string;
}

/** Those who ask at the same moment share a query, and those who ask for the same connection its row. */
export const findRow = batchesPer({ sizeMax: 1_000, underWayMax: 2 }, findRows);

async function findRows(db: Db, list: readonly ProjectConnection[]) {
  const wanted = new Map(list.map((which) => [nameOf(which), which]));
  const ids = [...new Set(list.map(({ connectionId }) => connectionId))];
  const found = await query(db).execute({ wanted: JSON.stringify([...wanted.values()]), ids });
  const rows = new Map(found.map((row) => [nameOf({ projectId: row.projectId, connectionId: row.id }), row]));
  return list.map((which) => rows.get(nameOf(which)) ?? null);
}

const query = preparedPer((db) =>
  db
    .select(servedColumns)
    .from(connections)
    .innerJoin(
      sql`json_to_recordset(${sql.placeholder("wanted")}::json) as wanted("connectionId" uuid, "projectId" uuid)`,
      and(eq(connections.id, sql`wanted."connectionId"`), eq(connections.projectId, sql`wanted."projectId"`)),
    )
    .where(anyOf(connections.id, sql.placeholder("ids")))
    .prepare("connections_of_projects"),
);

function nameOf({ projectId, connectionId }: ProjectConnection): string {
  return `${projectId}:${connectionId}`;
}
