import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { isNotNull, sql } from "drizzle-orm";
import { anyOf } from "@/db/any-of";
import type { Db } from "@/db/client";
import { preparedPer } from "@/db/prepared-per";
import { connections } from "@/db/schema/connection";
import { batchesPer } from "@/lib/batches";
import { clockOffsetMs } from "@/lib/clock";
import type { Context } from "@/lib/context";
import { SingleFlight } from "@/lib/single-flight";
import { underWay } from "@/lib/under-way";
import { databaseTime, leaseConnection } from "./lease";
import { type RefreshOutcome, refreshLeased } from "./refresh-leased";
import { type ServedRow, servedColumns } from "./served-row";

const waitForOthersMs = 5_000;
const pollMs = 10;

export type Renewal =
  | Exclude<RefreshOutcome, { kind: "moved" }>
  /** Another has written meanwhile, be it a failure; `row` is what was read then, where it was read. */
  | { kind: "moved"; row?: ServedRow }
  /** The holder took longer than 5 s. */
  | { kind: "busy" };

const flights = new SingleFlight<Renewal>();

type EngineContext = Pick<Context, "db" | "actor"> & { clock: () => Date };

/** What the asker knows of the connection: who has waited for a holder that failed does not ask in its stead. */
export interface Seen {
  gen: number;
  failCount: number;
}

/**
 * Renews a connection that stands as it was seen, once for all who ask: in this process they share one
 * promise, over all processes the lease lets one through and the others wait for what it writes.
 */
export async function refreshOnce(ctx: EngineContext, connectionId: string, seen: Seen): Promise<Renewal> {
  const key = `${connectionId}:${seen.gen}:${seen.failCount}`;
  return await flights.run(key, async () => await leaseAndRefresh(ctx, connectionId, seen));
}

async function leaseAndRefresh(
  ctx: EngineContext,
  connectionId: string,
  { gen, failCount }: Seen,
): Promise<Renewal> {
  const waitedFrom = performance.now();
  const isWaiting = () => performance.now() - waitedFrom < waitForOthersMs;
  while (isWaiting()) {
    const leased = await leaseConnection({ db: ctx.db, now: ctx.clock() }, connectionId, gen, failCount);
    if (leased !== null) return await underWay(refreshLeased(ctx, leased));
    let row = await lookAtLease(ctx.db, connectionId);
    while (row?.isHeld === true && row.gen === gen && isWaiting()) {
      await sleep(pollMs);
      row = await lookAtLease(ctx.db, connectionId);
    }
    // A free row that cannot be leased has no token to renew, or the holder has just failed.
    if (row === null || row.gen !== gen || !row.isLeased) {
      return row?.isHeld === false ? { kind: "moved", row } : { kind: "moved" };
    }
  }
  return { kind: "busy" };
}

/** A crowd that waits looks with one query, and has read what it waits for when it sees that it is there. */
const lookAtLease = batchesPer({ sizeMax: 1_000, underWayMax: 1 }, async (db: Db, ids: readonly string[]) => {
  const rows = await query(db).execute({ ids: [...new Set(ids)], offsetMs: clockOffsetMs() });
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => found.get(id) ?? null);
});

const query = preparedPer((db) => {
  const isHeld = sql<boolean>`coalesce(${connections.leaseUntil} > ${databaseTime(sql.placeholder("offsetMs"))}, false)`;
  return db
    .select({
      ...servedColumns,
      // Nobody is served while another is at it: a crowd that looks often need not carry each token along.
      accessTokenSealed: sql<
        string | null
      >`case when not ${isHeld} then ${connections.accessTokenSealed} end`,
      isLeased: isNotNull(connections.leaseUntil).mapWith(Boolean),
      isHeld,
    })
    .from(connections)
    .where(anyOf(connections.id, sql.placeholder("ids")))
    .prepare("leases_looked_at");
});
