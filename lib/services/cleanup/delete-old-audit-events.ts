import "server-only";
import { inArray, lt } from "drizzle-orm";
import { auditEvents } from "@/db/schema/audit-event";
import type { Context } from "@/lib/context";

const keptMs = 365 * 24 * 60 * 60_000;

/** Deletes at most `limit` rows of the audit older than a year, the oldest first; how many it were. */
export async function deleteOldAuditEvents(ctx: Pick<Context, "db" | "now">, limit: number): Promise<number> {
  const old = ctx.db
    .select({ id: auditEvents.id })
    .from(auditEvents)
    .where(lt(auditEvents.createdAt, new Date(ctx.now.getTime() - keptMs)))
    .orderBy(auditEvents.createdAt)
    .limit(limit)
    .for("update", { skipLocked: true });
  const deleted = await ctx.db
    .delete(auditEvents)
    .where(inArray(auditEvents.id, old))
    .returning({ id: auditEvents.id });
  return deleted.length;
}
