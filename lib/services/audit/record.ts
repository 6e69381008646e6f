import "server-only";
import { auditEvents } from "@/db/schema/audit-event";
import type { Actor, Context } from "@/lib/context";

export interface AuditEntry {
  action: string;
  subjectType: string;
  subjectId: string | null;
  projectId?: string;
  data?: Record<string, string | number | boolean | null>;
}

/** Writes who did what, in the caller's transaction: the act and its record stand or fall together. */
export async function recordAudit(
  ctx: Omit<Context, "client"> & Partial<Pick<Context, "client">>,
  entry: AuditEntry,
) {
  await ctx.db.insert(auditEvents).values({
    actorType: ctx.actor.type,
    actorId: actorId(ctx.actor),
    projectId: entry.projectId ?? null,
    action: entry.action,
    subjectType: entry.subjectType,
    subjectId: entry.subjectId,
    data: entry.data ?? {},
    requestId: ctx.requestId,
    ip: ctx.client?.ip ?? null,
    createdAt: ctx.now,
  });
}

/** The id that names an actor in records; null for nobody. */
export function actorId(actor: Actor): string | null {
  if (actor.type === "user") return actor.userId;
  if (actor.type === "api_key") return actor.keyId;
  return actor.type === "system" ? actor.job : null;
}
