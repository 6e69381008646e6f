import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context } from "@/lib/context";
import { leaseConnection } from "./lease";
import { type RefreshOutcome, refreshLeased } from "./refresh-leased";
import { SingleFlight } from "./single-flight";

const waitForOthersMs = 5_000;
const pollMs = 40;

const underWay = new SingleFlight<RefreshOutcome | { kind: "busy" }>();

type EngineContext = Pick<Context, "db" | "actor"> & { clock: () => Date };

/** What the asker knows of the connection: who has waited for a holder that failed does not ask in its stead. */
export interface Seen {
  gen: number;
  failCount: number;
}

/**
 * Renews a connection that stands as it was seen, once for all who ask: in this process they share one
 * promise, over all processes the lease lets one through and the others wait for what it writes.
 *
 * @returns `moved` when another has written meanwhile, be it a failure, `busy` when the holder took longer than 5 s.
 */
export async function refreshOnce(ctx: EngineContext, connectionId: string, seen: Seen) {
  const key = `${connectionId}:${seen.gen}:${seen.failCount}`;
  return await underWay.run(key, async () => await leaseAndRefresh(ctx, connectionId, seen));
}

async function leaseAndRefresh(ctx: EngineContext, connectionId: string, { gen, failCount }: Seen) {
  const waitedFrom = performance.now();
  while (performance.now() - waitedFrom < waitForOthersMs) {
    const leased = await leaseConnection({ db: ctx.db, now: ctx.clock() }, connectionId, gen, failCount);
    if (leased !== null) return await refreshLeased(ctx, leased);
    const [row] = await ctx.db
      .select({ gen: connections.gen, leaseUntil: connections.leaseUntil })
      .from(connections)
      .where(eq(connections.id, connectionId));
    // A free row that cannot be leased has no token to renew, or the holder has just failed.
    if (row === undefined || row.gen !== gen || row.leaseUntil === null) return { kind: "moved" } as const;
    await sleep(pollMs);
  }
  return { kind: "busy" } as const;
}
