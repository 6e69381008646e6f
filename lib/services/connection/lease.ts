import "server-only";
import {
  and,
  asc,
  eq,
  inArray,
  isNotNull,
  isNull,
  lte,
  or,
  type Placeholder,
  type SQL,
  sql,
} from "drizzle-orm";
import { anyOf } from "@/db/any-of";
import type { Db } from "@/db/client";
import { isConnectionFailure } from "@/db/errors";
import { connections } from "@/db/schema/connection";
import { batchesPer } from "@/lib/batches";
import { clockOffsetMs } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { randomId } from "@/lib/crypto/token";

/**
 * Longer than any call (15 s), shorter than a sweep's budget. A lease that ran out with nothing
 * written means that its holder died, perhaps between the provider's answer and the commit.
 */
const leaseMs = 60_000;

/** The error code of a connection whose last lease ran out with nothing written. */
export const leaseAbandoned = "lease_abandoned";

/** A holder must have asked by then: what is left of `answerWithinMs` is longer than a call. */
const askWithinMs = 20_000;

/** All that a refresh asks of the provider has ended by then; the rest of the lease is for the commit. */
const answerWithinMs = 45_000;

export type Leased = typeof connections.$inferSelect & {
  leaseToken: string;
  /** By `performance.now()` of this process; see `mayStillAsk`. */
  askBeforeMs: number;
  /** By the same clock, when the last of a refresh's calls must have ended. */
  answerBeforeMs: number;
};

/** A connection as it was seen. */
interface Seen {
  connectionId: string;
  gen: number;
  /** Null where it may have failed since. */
  failCount: number | null;
}

/**
 * Takes the lease of one connection, if it is free and still at `gen`; null otherwise.
 *
 * @param failCount where given, only if it has not failed since it was seen to have failed so often
 */
export async function leaseConnection(
  ctx: Pick<Context, "db" | "now">,
  connectionId: string,
  gen: number,
  failCount: number | null = null,
): Promise<Leased | null> {
  return await leaseSeen(ctx.db, { connectionId, gen, failCount });
}

/** Those who come at the same moment share a statement. Rows are locked in one order, so that no two wait for each other. */
const leaseSeen = batchesPer(
  { sizeMax: 100, underWayMax: 2, isOfOne: (error) => !isConnectionFailure(error) },
  async (db: Db, list: readonly Seen[]) => {
    const ids = list.map(({ connectionId }) => connectionId);
    const seen = sql`json_to_recordset(${JSON.stringify(list)}::json)
      as seen("connectionId" uuid, gen int, "failCount" int)`;
    const unmoved = db
      .select({ id: connections.id })
      .from(connections)
      .innerJoin(
        seen,
        and(
          eq(connections.id, sql`seen."connectionId"`),
          eq(connections.gen, sql`seen.gen`),
          or(sql`seen."failCount" is null`, eq(connections.failCount, sql`seen."failCount"`)),
        ),
      )
      .where(and(anyOf(connections.id, sql.param(ids)), leasable()))
      .orderBy(asc(connections.id))
      .for("update", { of: connections });
    const leased = new Map(
      (await takeLeases({ db }, inArray(connections.id, unmoved))).map((row) => [row.id, row]),
    );
    return list.map(({ connectionId, gen, failCount }) => {
      const row = leased.get(connectionId);
      if (row === undefined || row.gen !== gen || (failCount !== null && row.failCount !== failCount))
        return null;
      leased.delete(connectionId);
      return row;
    });
  },
);

/** Takes the leases of at most `limit` due connections, the longest overdue first; skips what others hold. */
export async function leaseDueConnections(
  ctx: Pick<Context, "db" | "now">,
  limit: number,
): Promise<Leased[]> {
  const due = ctx.db
    .select({ id: connections.id })
    .from(connections)
    .where(and(isNotNull(connections.nextRefreshAt), lte(connections.nextRefreshAt, ctx.now), leasable()))
    .orderBy(asc(connections.nextRefreshAt))
    .limit(limit)
    .for("update", { skipLocked: true });
  return await takeLeases(ctx, inArray(connections.id, due));
}

/**
 * Whether the holder of this lease may still call the provider. A process that was held up (stopped,
 * starved, queued for a limit) between the claim and the call would else send a spent token.
 */
export function mayStillAsk(leased: Leased): boolean {
  return performance.now() < leased.askBeforeMs;
}

/** One clock for all processes, the database's: with theirs, one ahead of the others would end their leases. */
export function databaseTime(offsetMs: number | Placeholder): SQL {
  return sql`now() + ${offsetMs} * interval '1 millisecond'`;
}

function leaseTime(afterMs = 0): SQL {
  return databaseTime(clockOffsetMs() + afterMs);
}

function leasable(): SQL | undefined {
  return and(
    isNotNull(connections.refreshTokenSealed),
    inArray(connections.status, ["active", "degraded", "reauth_required"]),
    or(isNull(connections.leaseUntil), lte(connections.leaseUntil, leaseTime())),
  );
}

/** One statement, one row lock: of two takers the second finds the lease held. */
async function takeLeases(ctx: Pick<Context, "db">, which: SQL | undefined): Promise<Leased[]> {
  const leaseToken = randomId();
  const takenAt = performance.now();
  const deadlines = { askBeforeMs: takenAt + askWithinMs, answerBeforeMs: takenAt + answerWithinMs };
  const wasAbandoned = isNotNull(connections.leaseToken);
  const rows = await ctx.db
    .update(connections)
    .set({
      leaseToken,
      leaseUntil: leaseTime(leaseMs),
      // Should this holder die, the sweep looks after the connection when the lease is over, due or not.
      nextRefreshAt: sql`least(${connections.nextRefreshAt}, ${leaseTime(leaseMs)})`,
      // An abandoned lease is a lost answer: the token it held may be spent.
      lastErrorClass: sql`case when ${wasAbandoned} then 'ambiguous' else ${connections.lastErrorClass} end`,
      lastErrorCode: sql`case when ${wasAbandoned} then ${leaseAbandoned} else ${connections.lastErrorCode} end`,
      lastErrorFingerprint: sql`case when ${wasAbandoned} then ${connections.refreshFingerprint} else ${connections.lastErrorFingerprint} end`,
    })
    .where(which)
    .returning();
  return rows.map((row) => ({ ...row, leaseToken, ...deadlines }));
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
      // Nothing is due that waits for its owner or was switched off meanwhile.
      nextRefreshAt: sql`case when ${connections.nextRefreshAt} is null or ${connections.status} = 'reauth_required' then null else greatest(${connections.nextRefreshAt}, ${dueAt}::timestamptz) end`,
    })
    .where(and(eq(connections.id, leased.id), eq(connections.leaseToken, leased.leaseToken)));
}
