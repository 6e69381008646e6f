import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { systemNow } from "@/lib/clock";
import type { DodoisClusterId } from "@/lib/domain/dodois-cluster";
import type { ProviderFailure, ProviderId } from "@/lib/domain/provider";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { callFailed, callSucceeded, circuitRestMs, mayCall } from "@/lib/kv/circuit";
import type { Turnstile } from "@/lib/kv/local-turns";
import { holdTurns, paceLater, takeTurn } from "@/lib/kv/provider-limit";
import { aheadForMs } from "@/lib/kv/turns-ahead";

/** What a call to a provider counts against. */
export interface Outbound {
  provider: ProviderId;
  /** They fail apart: a slow report must not keep tokens from being renewed. */
  surface: "token" | "api";
  /** Whose limit: amoCRM, the account's host; Dodo IS, a name of the access token. Null where there is none. */
  account: string | null;
  /** Dodo IS: clusters fail apart, too. */
  cluster?: DodoisClusterId;
  /** The host is one that somebody named: whether it answers says nothing of the provider. */
  isHostUnproven?: boolean;
}

// Refreshes may wait longer for a place than reads, which thereby cannot crowd them out. A sweep's
// places are not to be filled by those who wait, so it is not long either.
const longestWaitMs = { token: 1_500, api: 1_000 } as const;
const holdSeconds = 1;
// A provider counts arrivals, we count departures.
const amocrmWindowMs = 1_050;
const laterSpacingMs = { amocrm: 200, dodois: 10 } as const;

/** Why a call was not made; the provider was not asked, so nobody's account is at fault. */
class NotCalled extends Error {
  constructor(
    readonly outbound: Outbound,
    readonly restMs: number,
  ) {
    super(`not called: ${circuitName(outbound)}`);
  }
}

/**
 * Waits for a place in the provider's limits. To be called before each call.
 *
 * @throws {AppError} `rate_limited` where a place is too far away, `unavailable` while the provider
 * does not answer anybody; see `notCalledMs`.
 */
export async function enterProvider(outbound: Outbound, signal?: AbortSignal): Promise<void> {
  const name = circuitName(outbound);
  const restMs = await circuitRestMs(name, systemNow());
  if (restMs !== null) throw resting(outbound, restMs);
  const turn = await takeTurn(turnstiles(outbound), longestWaitMs[outbound.surface]);
  if (!turn.granted) {
    throw new AppError("rate_limited", {
      reason: "provider_limit",
      retryAfterSeconds: wholeSeconds(turn.afterMs),
      cause: new NotCalled(outbound, turn.afterMs),
    });
  }
  if (turn.afterMs > 0) await sleep(turn.afterMs, undefined, { ...(signal !== undefined && { signal }) });
  // Nor is it the one call that finds out whether the provider is back.
  if (outbound.isHostUnproven === true) return;
  if (!(await mayCall(name, systemNow()))) throw resting(outbound, 2_000);
}

/** Begins to look whether the provider may be called, so that `enterProvider` need not wait for it. */
export function expectCall(outbound: Outbound): void {
  void circuitRestMs(circuitName(outbound), systemNow());
}

/** Tells what became of a call: `status` of the answer, or the failure where there was none. */
export async function leaveProvider(outbound: Outbound, result: number | ProviderFailure): Promise<void> {
  if (outbound.isHostUnproven === true) return;
  const name = circuitName(outbound);
  const isAway = typeof result === "number" ? result >= 500 : true;
  await (isAway ? callFailed(name, systemNow()) : callSucceeded(name, systemNow()));
}

/** The provider said that the account asks too much: it is left alone for as long as it wants. */
export async function holdProvider({ provider, account }: Outbound, seconds: number | null): Promise<void> {
  if (account !== null) await holdTurns(accountKey(provider, account), seconds ?? holdSeconds);
}

/**
 * Where an error says that the provider was not even asked: for how many milliseconds such work
 * should stay away, each a little longer than the one before. Null for any other error.
 */
export async function notCalledMs(error: unknown): Promise<number | null> {
  if (!(error instanceof AppError && error.cause instanceof NotCalled)) return null;
  const { outbound, restMs } = error.cause;
  return await paceLater(circuitName(outbound), Math.max(1_000, restMs), laterSpacingMs[outbound.provider]);
}

function turnstiles({ provider, account }: Outbound): Turnstile[] {
  if (account === null) return [];
  const key = accountKey(provider, account);
  if (provider === "dodois") {
    const limit = env().DODOIS_CALLS_PER_MINUTE;
    // What runs on after an answer may be frozen there.
    return [{ key, limit, windowMs: 60_000 + aheadForMs, isReservedAhead: !env().VERCEL }];
  }
  // Its pages disagree on whether an account or an address is counted, and all tenants share ours.
  const rule = { limit: env().AMOCRM_CALLS_PER_SECOND, windowMs: amocrmWindowMs };
  return [
    { key: provider, ...rule },
    { key, ...rule },
  ];
}

function accountKey(provider: ProviderId, account: string): string {
  return `${provider}:${account}`;
}

function circuitName({ provider, cluster, surface }: Outbound): string {
  return [provider, cluster, surface].filter((part) => part !== undefined).join(":");
}

function resting(outbound: Outbound, restMs: number): AppError {
  return new AppError("unavailable", {
    reason: "provider_resting",
    retryAfterSeconds: wholeSeconds(restMs),
    cause: new NotCalled(outbound, restMs),
  });
}

function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
