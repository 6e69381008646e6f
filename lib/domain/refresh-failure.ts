import type { FailureClass, ProviderFailure } from "./provider";
import { retryDelayMs } from "./refresh-schedule";

export type ConnectionStatus = "pending" | "active" | "degraded" | "reauth_required" | "disabled" | "revoked";

export interface FailureHistory {
  status: ConnectionStatus;
  failCount: number;
  lastErrorClass: string | null;
  lastErrorFingerprint: string | null;
}

export interface AfterFailure {
  status: ConnectionStatus;
  failCount: number;
  /** Milliseconds until the next try; null when only a person can help. */
  retryInMs: number | null;
}

/**
 * What a failed refresh makes of a connection. `fingerprint` names the refresh token that was sent:
 * `invalid_grant` is evidence about those bytes, never a verdict on the account.
 *
 * A dead grant is believed when it was said twice of the same token, or at once where that token's
 * answer had been lost before: then this *was* the one retry that a lost answer permits.
 */
export function afterFailure(
  history: FailureHistory,
  failure: ProviderFailure,
  fingerprint: string | null,
  random: number,
): AfterFailure {
  const failCount = history.failCount + 1;
  if (failure.class !== "terminal") {
    return {
      status: history.status === "active" ? degradedBy(failure.class) : history.status,
      failCount,
      retryInMs: retryInMs(failure, failCount, random),
    };
  }
  const sameToken = fingerprint !== null && history.lastErrorFingerprint === fingerprint;
  const believed = history.lastErrorClass === "terminal" || history.lastErrorClass === "ambiguous";
  if (sameToken && believed) return { status: "reauth_required", failCount, retryInMs: null };
  return { status: "degraded", failCount, retryInMs: 60_000 + Math.round(60_000 * random) };
}

/** Where our own credentials are refused, no account is touched. */
function degradedBy(failureClass: FailureClass): ConnectionStatus {
  return failureClass === "config" ? "active" : "degraded";
}

function retryInMs(failure: ProviderFailure, failCount: number, random: number): number {
  // A lost answer is asked for again soon: providers with a grace period answer the same token once more.
  if (failure.class === "ambiguous" && failCount === 1) return 5_000 + Math.round(5_000 * random);
  return retryDelayMs(failCount, random, failure.retryAfterSeconds);
}
