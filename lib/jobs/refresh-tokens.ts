import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { db } from "@/db/client";
import { log } from "@/lib/log";
import { type Leased, leaseDueConnections, releaseLease } from "@/lib/services/connection/lease";
import { type Asked, askForTokens, keepAnswer, openAhead } from "@/lib/services/connection/refresh-leased";
import { underWay } from "@/lib/under-way";

const inFlightMax = 64;
const claimSize = inFlightMax / 2;
/** A claim is not begun when less than this is left: a call's time-out and the commit after it. */
const reserveMs = 20_000;

const actor = { type: "system", job: "refresh-tokens" } as const;

export interface SweepOptions {
  clock: () => Date;
  /** How long the sweep may take, in milliseconds. */
  budgetMs: number;
  signal?: AbortSignal;
}

export type SweepCounts = {
  claimed: number;
  refreshed: number;
  moved: number;
  unwritten: number;
  transient: number;
  terminal: number;
  config: number;
  /** Put off because the provider's limit was used up, or it answers nobody. */
  deferred: number;
};

/**
 * Renews every due connection, asking the provider for at most 64 at a time, until nothing is due,
 * the budget is spent or `signal` aborts. Any number of sweeps may overlap: a row is worked by who holds its lease.
 */
export async function refreshTokens(options: SweepOptions): Promise<SweepCounts> {
  return await underWay(sweep(options));
}

async function sweep({ clock, budgetMs, signal }: SweepOptions): Promise<SweepCounts> {
  const counts = noCounts();
  const startedAt = performance.now();
  const mayClaim = () =>
    signal?.aborted !== true && performance.now() - startedAt < Math.max(budgetMs - reserveMs, 0);
  const due = dueConnections(clock, mayClaim);
  const keeping = new Set<Promise<void>>();
  let turn = Promise.resolve();
  const work = async () => {
    for await (const leased of due) {
      const asked = await (signal?.aborted ? giveBack(clock, leased, counts) : ask(clock, leased, counts));
      if (asked === null) continue;
      // Its place at the provider goes to the next first; then one is written in each turn of the event
      // loop, since a crowd of them would keep the next requests from being sent.
      turn = turn.then(async () => await nextTurn());
      const done: Promise<void> = turn
        .then(async () => await keep(clock, leased, asked, counts))
        .finally(() => keeping.delete(done));
      keeping.add(done);
      if (keeping.size >= inFlightMax) await done;
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: inFlightMax }, work));
  await Promise.all(keeping);
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
  return counts;
}

/** Leases a claim ahead of the work, so that no place waits for a query. */
async function* dueConnections(clock: () => Date, mayClaim: () => boolean): AsyncGenerator<Leased> {
  const claim = async () =>
    mayClaim() ? await leaseDueConnections({ db: db(), now: clock() }, claimSize) : [];
  for (let leased = await claim(); leased.length > 0; ) {
    const ahead = claim();
    // Its failure is met where it is waited for.
    ahead.catch(() => {});
    for (const one of leased) openAhead(one);
    yield* leased;
    leased = await ahead;
  }
}

async function ask(clock: () => Date, leased: Leased, counts: SweepCounts): Promise<Asked | null> {
  counts.claimed += 1;
  try {
    return await askForTokens({ db: db(), actor, clock }, leased);
  } catch (error) {
    reportBroken(counts, leased, error);
    return null;
  }
}

/** What is claimed when the sweep is told to stop goes to the next one at once. */
async function giveBack(clock: () => Date, leased: Leased, counts: SweepCounts): Promise<null> {
  counts.claimed += 1;
  try {
    await releaseLease({ db: db(), now: clock() }, leased, 0);
    counts.deferred += 1;
  } catch (error) {
    reportBroken(counts, leased, error);
  }
  return null;
}

async function keep(clock: () => Date, leased: Leased, asked: Asked, counts: SweepCounts): Promise<void> {
  try {
    const outcome = await keepAnswer({ db: db(), actor, clock }, leased, asked);
    if (outcome.kind !== "failed") counts[outcome.kind] += 1;
    else counts[outcome.failure.class === "ambiguous" ? "transient" : outcome.failure.class] += 1;
  } catch (error) {
    reportBroken(counts, leased, error);
  }
}

/** One connection that breaks the code does not keep the others from being renewed. */
function reportBroken(counts: SweepCounts, leased: Leased, error: unknown): void {
  counts.unwritten += 1;
  log().error({ err: error, connectionId: leased.id }, "a refresh broke");
}

function noCounts(): SweepCounts {
  return {
    claimed: 0,
    refreshed: 0,
    moved: 0,
    unwritten: 0,
    transient: 0,
    terminal: 0,
    config: 0,
    deferred: 0,
  };
}
