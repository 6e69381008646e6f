import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/db/client";
import { log } from "@/lib/log";
import { leaseDueConnections } from "@/lib/services/connection/lease";
import { refreshLeased } from "@/lib/services/connection/refresh-leased";

const inFlightMax = 64;
/** A claim is not begun when less than this is left: a call's time-out and the commit after it. */
const reserveMs = 20_000;

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
 * Renews every due connection, at most 64 at a time, until nothing is due or the budget is spent.
 * Any number of sweeps may overlap: a row is worked by who holds its lease.
 */
export async function refreshTokens({ clock, budgetMs, signal }: SweepOptions): Promise<SweepCounts> {
  const startedAt = performance.now();
  const counts: SweepCounts = {
    claimed: 0,
    refreshed: 0,
    moved: 0,
    unwritten: 0,
    transient: 0,
    terminal: 0,
    config: 0,
    deferred: 0,
  };
  const inFlight = new Set<Promise<void>>();
  const actor = { type: "system", job: "refresh-tokens" } as const;
  const mayClaim = () =>
    signal?.aborted !== true && performance.now() - startedAt < Math.max(budgetMs - reserveMs, 0);
  try {
    while (mayClaim()) {
      const leased = await leaseDueConnections({ db: db(), now: clock() }, inFlightMax - inFlight.size);
      counts.claimed += leased.length;
      for (const connection of leased) {
        const work = refreshLeased({ db: db(), actor, clock }, connection)
          .then((outcome) => count(counts, outcome))
          .catch((error: unknown) => reportBroken(counts, connection.id, error));
        const done: Promise<void> = work.finally(() => inFlight.delete(done));
        inFlight.add(done);
      }
      if (leased.length === 0 && inFlight.size === 0) break;
      // Another claim is worth its query once a good part of the places is free.
      await (leased.length === 0 ? Promise.race([...inFlight, sleep(250)]) : Promise.race(inFlight));
    }
  } finally {
    await Promise.all(inFlight);
  }
  return counts;
}

/** One connection that breaks the code does not keep the others from being renewed. */
function reportBroken(counts: SweepCounts, connectionId: string, error: unknown): void {
  counts.unwritten += 1;
  log().error({ err: error, connectionId }, "a refresh broke");
}

function count(counts: SweepCounts, outcome: Awaited<ReturnType<typeof refreshLeased>>): void {
  if (outcome.kind !== "failed") counts[outcome.kind] += 1;
  else counts[outcome.failure.class === "ambiguous" ? "transient" : outcome.failure.class] += 1;
}
