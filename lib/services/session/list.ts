import "server-only";
import { and, desc, eq, gt } from "drizzle-orm";
import { sessions } from "@/db/schema/session";
import type { Context, UserActor } from "@/lib/context";

export interface SessionItem {
  id: string;
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  lastSeenAt: Date;
  isCurrent: boolean;
}

/** One's own living sessions, the latest seen first; at most 100. */
export async function listSessions(ctx: Context<UserActor>): Promise<SessionItem[]> {
  const rows = await ctx.db
    .select({
      id: sessions.id,
      ip: sessions.ip,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, ctx.actor.userId), gt(sessions.expiresAt, ctx.now)))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(100);
  return rows.map((row) => ({ ...row, isCurrent: row.id === ctx.actor.sessionId }));
}
