import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context } from "@/lib/context";
import { randomFraction } from "@/lib/crypto/random";
import type { ProviderFailure } from "@/lib/domain/provider";
import { type AfterFailure, afterFailure } from "@/lib/domain/refresh-failure";
import type { Leased } from "./lease";
import { notifyAdmins } from "./notify-admins";
import { recordConnectionEvent } from "./record-event";

/**
 * Writes what a failed refresh makes of a connection, fenced by generation and lease: a loser never
 * spoils what a winner wrote. Announces a dead grant once, at the change of state. False when the
 * row had moved on.
 */
export async function commitFailure(
  ctx: Pick<Context, "db" | "now" | "actor">,
  leased: Leased,
  failure: ProviderFailure,
  durationMs: number,
): Promise<boolean> {
  const after = afterFailure(leased, failure, leased.refreshFingerprint, randomFraction());
  const nextRefreshAt = after.retryInMs === null ? null : new Date(ctx.now.getTime() + after.retryInMs);
  return await ctx.db.transaction(async (db) => {
    const [row] = await db
      .update(connections)
      .set({
        status: sql`case when ${connections.status} = 'disabled' then 'disabled' else ${after.status} end`,
        ...(failure.movedTo !== undefined && { upstreamOrigin: failure.movedTo }),
        failCount: after.failCount,
        firstFailedAt: sql`coalesce(${connections.firstFailedAt}, ${ctx.now.toISOString()}::timestamptz)`,
        lastErrorClass: after.suspicion,
        lastErrorCode: failure.code.slice(0, 120),
        lastErrorFingerprint: leased.refreshFingerprint,
        // Nothing is due while the connection is switched off.
        nextRefreshAt: sql`case when ${connections.status} = 'disabled' then null else ${nextRefreshAt?.toISOString() ?? null}::timestamptz end`,
        leaseToken: null,
        leaseUntil: null,
        updatedAt: ctx.now,
      })
      .where(
        and(
          eq(connections.id, leased.id),
          eq(connections.gen, leased.gen),
          eq(connections.leaseToken, leased.leaseToken),
        ),
      )
      .returning({ id: connections.id });
    if (row === undefined) return false;
    await recordFailure({ ...ctx, db }, leased, failure, { after, nextRefreshAt, durationMs });
    return true;
  });
}

async function recordFailure(
  ctx: Pick<Context, "db" | "now" | "actor">,
  leased: Leased,
  failure: ProviderFailure,
  outcome: { after: AfterFailure; nextRefreshAt: Date | null; durationMs: number },
): Promise<void> {
  const cause = {
    connectionId: leased.id,
    gen: leased.gen,
    errorClass: failure.class,
    errorCode: failure.code.slice(0, 120),
    httpStatus: failure.httpStatus,
    refreshFingerprint: leased.refreshFingerprint,
  };
  await recordConnectionEvent(ctx, {
    ...cause,
    type: "refresh_failed",
    durationMs: outcome.durationMs,
    nextRefreshAt: outcome.nextRefreshAt,
  });
  if (outcome.after.status !== "reauth_required" || leased.status === "reauth_required") return;
  await recordConnectionEvent(ctx, { ...cause, type: "reauth_required" });
  await notifyAdmins(ctx, leased, "reconnect_needed");
}
