import "server-only";
import { min } from "drizzle-orm";
import type { Db } from "@/db/client";
import { connections } from "@/db/schema/connection";

/** For how many seconds the longest waiting connection has been due; 0 when none is. */
export async function oldestOverdueSeconds(db: Db, now: Date): Promise<number> {
  const [row] = await db.select({ dueAt: min(connections.nextRefreshAt) }).from(connections);
  const dueAt = row?.dueAt ?? now;
  return Math.max(0, Math.round((now.getTime() - dueAt.getTime()) / 1000));
}
