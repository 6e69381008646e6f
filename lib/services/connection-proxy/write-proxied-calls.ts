import "server-only";
import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { proxiedCalls } from "@/db/schema/proxied-call";
import { type Counted, perDay, stillThere } from "../connection/counted";

/** Calls of one key through one connection, within a second or so. */
export interface ProxiedCalls extends Counted {
  calls: number;
  /** Of them answered with 4xx. */
  refused: number;
  /** Of them answered with 5xx. */
  failed: number;
}

/** Adds calls to the count of each day; not those whose connection or key was deleted meanwhile. */
export async function writeProxiedCalls(db: Db, list: readonly ProxiedCalls[]): Promise<void> {
  await db.transaction(async (tx) => {
    const days = perDay(await stillThere(tx, list)).map(({ row, group }) => ({
      ...row,
      calls: sumOf(group, "calls"),
      refused: sumOf(group, "refused"),
      failed: sumOf(group, "failed"),
    }));
    if (days.length === 0) return;
    await tx
      .insert(proxiedCalls)
      .values(days)
      .onConflictDoUpdate({
        target: [proxiedCalls.connectionId, proxiedCalls.apiKeyId, proxiedCalls.day],
        set: {
          calls: sql`${proxiedCalls.calls} + excluded.calls`,
          refused: sql`${proxiedCalls.refused} + excluded.refused`,
          failed: sql`${proxiedCalls.failed} + excluded.failed`,
          lastAt: sql`greatest(${proxiedCalls.lastAt}, excluded.last_at)`,
        },
      });
  });
}

function sumOf(group: readonly ProxiedCalls[], name: "calls" | "refused" | "failed"): number {
  return group.reduce((sum, counted) => sum + counted[name], 0);
}
