import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { isConnectionFailure } from "@/db/errors";
import type { Context } from "@/lib/context";
import { unseal } from "@/lib/crypto/seal";
import type { ProviderFailure } from "@/lib/domain/provider";
import { log } from "@/lib/log";
import { notCalledMs } from "@/lib/providers/outbound";
import { providerFailure, type Tokens } from "@/lib/providers/provider";
import { provider } from "@/lib/providers/registry";
import { credentialsOf } from "../integration/credentials";
import { commitFailure } from "./commit-failure";
import { keepRotation, writeStashed } from "./keep-rotation";
import { type Leased, leaseAbandoned, mayStillAsk, releaseLease } from "./lease";
import { revokeIfDisconnected } from "./revoke-grant";
import { findStashed, type Rotation } from "./stash";
import { tokenBinding } from "./token-binding";

const stashUnreadable = "stashed_tokens_unreadable";
const failureWaitsMs = [0, 100, 400, 1_500, 3_000, 5_000];

export type RefreshOutcome =
  | { kind: "refreshed" }
  /** The row had moved on under another's write; whatever it holds now is newer. */
  | { kind: "moved" }
  /** The database is away: a good pair waits in the store, a failure is forgotten and asked again. */
  | { kind: "unwritten" }
  /** The provider was not asked: its limit is used up, or it answers nobody. Due again after `afterMs`. */
  | { kind: "deferred"; afterMs: number }
  | { kind: "failed"; failure: ProviderFailure };

type RefreshContext = Pick<Context, "db" | "actor"> & { clock: () => Date };

/**
 * Renews the tokens of a connection whose lease the caller holds. No transaction and no pooled
 * connection is held while the provider is called; the first thing after its answer is the commit.
 */
export async function refreshLeased(ctx: RefreshContext, leased: Leased): Promise<RefreshOutcome> {
  return await keepAnswer(ctx, leased, await askForTokens(ctx, leased));
}

const opened = new WeakMap<Leased, Promise<string | null>>();

/** Begins to open the token of a lease whose turn comes soon, so that its place at the provider need not wait for it. */
export function openAhead(leased: Leased): void {
  opened.set(leased, openToken(leased, "refresh_token"));
}

/**
 * What became of the provider's call, to be given to `keepAnswer` without waiting for anything but its
 * turn among others: nothing of it is written yet.
 */
export type Asked =
  | { kind: "stashed"; rotation: Rotation }
  | { kind: "unwritten" }
  | { kind: "answered"; answer: Answer; startedAt: Date; answeredAt: Date };

/** The first half of `refreshLeased`: the call of the provider, or what an earlier one left in the store. */
export async function askForTokens(ctx: RefreshContext, leased: Leased): Promise<Asked> {
  const stashed = await stashedFor(leased);
  // Sending the old token would spend the pair that may lie there: the lease runs out, then it is looked again.
  if (stashed === "unknown") return { kind: "unwritten" };
  if (stashed === "unreadable") {
    const now = ctx.clock();
    return { kind: "answered", answer: unusable(stashUnreadable), startedAt: now, answeredAt: now };
  }
  if (stashed !== null) return { kind: "stashed", rotation: stashed };
  const startedAt = ctx.clock();
  const answer = await askProvider(ctx, leased, startedAt);
  return { kind: "answered", answer, startedAt, answeredAt: ctx.clock() };
}

/** The second half of `refreshLeased`: writes what was answered, or gives the lease back. */
export async function keepAnswer(ctx: RefreshContext, leased: Leased, asked: Asked): Promise<RefreshOutcome> {
  if (asked.kind === "unwritten") return asked;
  if (asked.kind === "stashed") {
    const written = await writeStashed({ ...ctx, now: ctx.clock() }, leased, asked.rotation);
    if (!written) await revokeIfDisconnected(ctx, leased, asked.rotation.tokens.refreshToken);
    return { kind: written ? "refreshed" : "moved" };
  }
  const { answer, startedAt, answeredAt } = asked;
  const durationMs = answeredAt.getTime() - startedAt.getTime();
  const at = { db: ctx.db, actor: ctx.actor, now: answeredAt };
  if (answer.kind === "deferred") {
    return await putOff(at, leased, answer);
  }
  if (answer.kind === "failed") return await keepFailure(at, leased, answer.failure, durationMs);
  // The life counts from before the call: never believed to be longer than it is.
  const kept = await keepRotation(at, leased, { tokens: answer.tokens, issuedAt: startedAt, durationMs });
  if (kept === "moved") await revokeIfDisconnected(at, leased, answer.tokens.refreshToken);
  if (kept === "stashed") return { kind: "unwritten" };
  return { kind: kept === "written" ? "refreshed" : "moved" };
}

/** A lease that cannot be given back, because the database is away, runs out. */
async function putOff(
  ctx: Pick<Context, "db" | "now">,
  leased: Leased,
  deferred: { kind: "deferred"; afterMs: number },
): Promise<RefreshOutcome> {
  try {
    await releaseLease(ctx, leased, deferred.afterMs);
    return deferred;
  } catch (error) {
    if (!isConnectionFailure(error)) throw error;
    return { kind: "unwritten" };
  }
}

/** Only a lease that was abandoned can have left a rotation in the store, or one that did not open there. */
async function stashedFor(leased: Leased): Promise<Rotation | "unreadable" | "unknown" | null> {
  if (leased.lastErrorCode !== leaseAbandoned && leased.lastErrorCode !== stashUnreadable) return null;
  return await findStashed(leased).catch((error: unknown) => {
    log().warn({ err: error, connectionId: leased.id }, "the store is away: a rotation may be in it");
    return "unknown" as const;
  });
}

/**
 * Writes a failure, trying for as long as the lease is surely ours: who asks next must know what was
 * said of this token, or a spent one is sent once more. What cannot be written is asked again.
 */
async function keepFailure(
  ctx: Pick<Context, "db" | "now" | "actor">,
  leased: Leased,
  failure: ProviderFailure,
  durationMs: number,
): Promise<RefreshOutcome> {
  for (const waitMs of failureWaitsMs) {
    await sleep(waitMs);
    try {
      const written = await commitFailure(ctx, leased, failure, durationMs);
      return written ? { kind: "failed", failure } : { kind: "moved" };
    } catch (error) {
      if (!isConnectionFailure(error)) throw error;
      log().error({ err: error, connectionId: leased.id }, "a failed refresh could not be written");
    }
  }
  return { kind: "unwritten" };
}

type Answer =
  | { kind: "tokens"; tokens: Tokens & { refreshToken: string } }
  | { kind: "deferred"; afterMs: number }
  | { kind: "failed"; failure: ProviderFailure };

async function askProvider(ctx: Pick<Context, "db">, leased: Leased, now: Date): Promise<Answer> {
  if (leased.refreshTokenSealed === null) return unusable("no_refresh_token");
  const refreshToken = await (opened.get(leased) ?? openToken(leased, "refresh_token"));
  if (refreshToken === null) return unusable("sealed_token_unreadable");
  const credentials = await credentialsOf(ctx, leased).catch((error: unknown) => {
    if (isConnectionFailure(error)) return "unread" as const;
    log().error({ err: error, connectionId: leased.id }, "an integration cannot be used");
    return "unreadable" as const;
  });
  // The database is away: nothing was sent, and nothing is wrong with the integration.
  if (credentials === "unread") return { kind: "deferred", afterMs: 1_000 };
  if (credentials === "unreadable") return unusable("integration_unreadable");
  if (!mayStillAsk(leased)) return { kind: "deferred", afterMs: 1_000 };
  try {
    const tokens = await provider(leased.provider).refreshTokens({
      origin: leased.upstreamOrigin,
      refreshToken,
      accessToken: async () => await openToken(leased, "access_token"),
      credentials,
      now,
      leftMs: () => leased.answerBeforeMs - performance.now(),
    });
    // A provider that sends no new refresh token keeps the old one good.
    return { kind: "tokens", tokens: { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken } };
  } catch (error) {
    const afterMs = await notCalledMs(error);
    if (afterMs !== null) return { kind: "deferred", afterMs };
    const failure = providerFailure(error);
    if (failure !== null) return { kind: "failed", failure };
    log().error({ err: error, connectionId: leased.id }, "a refresh broke");
    return unusable("internal");
  }
}

async function openToken(leased: Leased, field: "refresh_token" | "access_token"): Promise<string | null> {
  const sealed = field === "refresh_token" ? leased.refreshTokenSealed : leased.accessTokenSealed;
  if (sealed === null) return null;
  return await unseal(sealed, tokenBinding(leased.id, field, leased.gen)).catch((error: unknown) => {
    log().error({ err: error, connectionId: leased.id }, "a stored token does not open");
    return null;
  });
}

/** Nothing was sent: our own fault, to be tried again after the deployment is mended. */
function unusable(code: string): Answer {
  return { kind: "failed", failure: { class: "config", code, httpStatus: null, retryAfterSeconds: null } };
}
