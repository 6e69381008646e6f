import "server-only";
import { and, desc, eq, gte, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { apiKeys } from "@/db/schema/api-key";
import { connections } from "@/db/schema/connection";
import { proxiedCalls } from "@/db/schema/proxied-call";
import { tokenHandouts } from "@/db/schema/token-handout";
import type { Context } from "@/lib/context";

const weekMs = 7 * 24 * 60 * 60_000;
const dayMs = 24 * 60 * 60_000;
const mostKeys = 20;

/** What one key did with a connection: today, and in the last seven days, today being one of them. Days are in UTC. */
export interface KeyUsage {
  keyId: string;
  name: string;
  prefix: string;
  isRevoked: boolean;
  handouts: { today: number; week: number };
  calls: { today: number; week: number };
  /** Of the week's calls answered with 4xx, and with 5xx. */
  refused: number;
  failed: number;
  lastAt: Date;
}

/** Which keys used a connection of a project in the last seven days, the latest first; `more` were left out. */
export async function listConnectionUsage(
  ctx: Pick<Context, "db" | "now">,
  where: { projectId: string; connectionId: string },
): Promise<{ keys: KeyUsage[]; more: number }> {
  const used = usedSince(ctx, where.connectionId, dayOf(ctx.now.getTime() - weekMs + dayMs));
  const today = dayOf(ctx.now.getTime());
  const ofWeek = (count: typeof used.handouts | typeof used.calls) =>
    sql<number>`sum(${count})`.mapWith(Number);
  const ofToday = (count: typeof used.handouts | typeof used.calls) =>
    sql<number>`coalesce(sum(${count}) filter (where ${used.day} = ${today}), 0)`.mapWith(Number);
  const rows = await ctx.db
    .select({
      keyId: apiKeys.id,
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      isRevoked: sql<boolean>`${apiKeys.revokedAt} is not null`,
      handouts: { today: ofToday(used.handouts), week: ofWeek(used.handouts) },
      calls: { today: ofToday(used.calls), week: ofWeek(used.calls) },
      refused: ofWeek(used.refused),
      failed: ofWeek(used.failed),
      lastAt: sql`max(${used.lastAt})`.mapWith(tokenHandouts.lastAt),
      keys: sql<number>`count(*) over ()`.mapWith(Number),
    })
    .from(used)
    .innerJoin(apiKeys, eq(apiKeys.id, used.keyId))
    .innerJoin(connections, eq(connections.id, where.connectionId))
    .where(and(eq(connections.projectId, where.projectId), eq(apiKeys.projectId, where.projectId)))
    .groupBy(apiKeys.id)
    .orderBy(desc(sql`max(${used.lastAt})`), desc(apiKeys.id))
    .limit(mostKeys);
  const all = rows[0]?.keys ?? 0;
  return { keys: rows.map(({ keys: _, ...usage }) => usage), more: all - rows.length };
}

function usedSince({ db }: Pick<Context, "db">, connectionId: string, firstDay: string) {
  const none = (name: string) => sql<number>`0`.as(name);
  const handedOut = db
    .select({
      keyId: sql<string>`${tokenHandouts.apiKeyId}`.as("key_id"),
      day: tokenHandouts.day,
      handouts: sql<number>`${tokenHandouts.handouts}`.as("handouts"),
      calls: none("calls"),
      refused: none("refused"),
      failed: none("failed"),
      lastAt: tokenHandouts.lastAt,
    })
    .from(tokenHandouts)
    .where(and(eq(tokenHandouts.connectionId, connectionId), gte(tokenHandouts.day, firstDay)));
  const called = db
    .select({
      keyId: sql<string>`${proxiedCalls.apiKeyId}`.as("key_id"),
      day: proxiedCalls.day,
      handouts: none("handouts"),
      calls: sql<number>`${proxiedCalls.calls}`.as("calls"),
      refused: sql<number>`${proxiedCalls.refused}`.as("refused"),
      failed: sql<number>`${proxiedCalls.failed}`.as("failed"),
      lastAt: proxiedCalls.lastAt,
    })
    .from(proxiedCalls)
    .where(and(eq(proxiedCalls.connectionId, connectionId), gte(proxiedCalls.day, firstDay)));
  return unionAll(handedOut, called).as("used");
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
