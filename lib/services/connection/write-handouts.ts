import "server-only";
import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import type { Db } from "@/db/client";
import { auditEvents } from "@/db/schema/audit-event";
import { tokenHandouts } from "@/db/schema/token-handout";
import { type Counted, perDay, stillThere } from "./counted";

/** Hand-outs of one connection to one key at one address, within a second or so. */
export interface Handouts extends Counted {
  projectId: string;
  ip: string | null;
  count: number;
  /** Of the last one. */
  gen: number;
  requestId: string;
}

/**
 * Adds hand-outs to the count of each day and to the audit, in one transaction. Of those whose
 * connection or key was deleted meanwhile only the audit is left.
 */
export async function writeHandouts(db: Db, list: readonly Handouts[]): Promise<void> {
  await db.transaction(async (tx) => {
    const days = perDay(await stillThere(tx, list)).map(({ row, group }) => ({
      ...row,
      handouts: group.reduce((sum, { count }) => sum + count, 0),
    }));
    // The rows come as one JSON text: a second's hand-outs would else be thousands of parameters.
    await tx
      .insert(tokenHandouts)
      .select(
        sql`select * from json_to_recordset(${JSON.stringify(days)}::json)
          as given("connectionId" uuid, "apiKeyId" uuid, day date, handouts int, "lastAt" timestamptz)`,
      )
      .onConflictDoUpdate({
        target: [tokenHandouts.connectionId, tokenHandouts.apiKeyId, tokenHandouts.day],
        set: {
          handouts: sql`${tokenHandouts.handouts} + excluded.handouts`,
          lastAt: sql`greatest(${tokenHandouts.lastAt}, excluded.last_at)`,
        },
      });
    await tx.insert(auditEvents).select(
      sql`select * from json_to_recordset(${JSON.stringify(list.map(auditRow))}::json)
        as given(id uuid, "actorType" text, "actorId" text, "projectId" uuid, action text, "subjectType" text,
          "subjectId" text, data jsonb, "requestId" text, ip text, "createdAt" timestamptz)`,
    );
  });
}

function auditRow(handouts: Handouts): typeof auditEvents.$inferInsert {
  return {
    id: v7(),
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
