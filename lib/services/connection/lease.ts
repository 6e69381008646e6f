import "server-only";
import { and, asc, eq, inArray, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context } from "@/lib/context";
import { randomId } from "@/lib/crypto/token";

/**
 * Longer than any call (15 s), shorter than a sweep's budget. A lease that ran out with nothing
 * written means that its holder died, perhaps between the provider's answer and the commit.
 */
const leaseMs = 60_000;

/** The error code of a connection whose last lease ran out with nothing written. */
export const leaseAbandoned = "lease_abandoned";

export type Leased = typeof connections.$inferSelect & { leaseToken: string };

/** Takes the lease of one connection, if it is free and still at `gen`; null otherwise. */
export async function leaseConnection(
  ctx: Pick<Context, "db" | "now">,
  connectionId: string,
  gen: number,
): Promise<Leased | null> {
  const [leased] = await takeLeases(
    ctx,
    and(eq(connections.id, connectionId), eq(connections.gen, gen), leasable(ctx.now)),
  );
  return leased ?? null;
}

/** Takes the leases of at most `limit` due connections, the longest overdue first; skips what others hold. */
export async function leaseDueConnections(
  ctx: Pick<Context, "db" | "now">,
  limit: number,
): Promise<Leased[]> {
  const due = ctx.db
    .select({ id: connections.id })
    .from(connections)
    .where(
      and(isNotNull(connections.nextRefreshAt), lte(connections.nextRefreshAt, ctx.now), leasable(ctx.now)),
    )
    .orderBy(asc(connections.nextRefreshAt))
    .limit(limit)
    .for("update", { skipLocked: true });
  return await takeLeases(ctx, inArray(connections.id, due));
}

function leasable(now: Date): SQL | undefined {
  return and(
    isNotNull(connections.refreshTokenSealed),
    inArray(connections.status, ["active", "degraded", "reauth_required"]),
    or(isNull(connections.leaseUntil), lte(connections.leaseUntil, now)),
  );
}

/** One statement, one row lock: of two takers the second finds the lease held. */
async function takeLeases(ctx: Pick<Context, "db" | "now">, which: SQL | undefined): Promise<Leased[]> {
  const leaseToken = randomId();
  const wasAbandoned = isNotNull(connections.leaseToken);
  const rows = await ctx.db
    .update(connections)
    .set({
      leaseToken,
      leaseUntil: new Date(ctx.now.getTime() + leaseMs),
      // An abandoned lease is a lost answer: the token it held may be spent.
      lastErrorClass: sql`case when ${wasAbandoned} then 'ambiguous' else ${connections.lastErrorClass} end`,
      lastErrorCode: sql`case when ${wasAbandoned} then ${leaseAbandoned} else ${connections.lastErrorCode} end`,
      lastErrorFingerprint: sql`case when ${wasAbandoned} then ${connections.refreshFingerprint} else ${connections.lastErrorFingerprint} end`,
    })
    .where(which)
    .returning();
  return rows.map((row) => ({ ...row, leaseToken }));
}

/**
 * Gives a lease back with nothing done, the provider not having been asked: due again after
 * `afterMs`, no failure counted.
 */
export async function releaseLease(
  ctx: Pick<Context, "db" | "now">,
  leased: Leased,
  afterMs: number,
): Promise<void> {
  const dueAt = new Date(ctx.now.getTime() + afterMs).toISOString();
  await ctx.db
    .update(connections)
    .set({
      leaseToken: null,
      leaseUntil: null,
      nextRefreshAt: sql`case when ${connections.nextRefreshAt} is null then null else greatest(${connections.nextRefreshAt}, ${dueAt}::timestamptz) end`,
    })
    .where(and(eq(connections.id, leased.id), eq(connections.leaseToken, leased.leaseToken)));
}
