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
  /**
   * The class to remember of this token: what makes it suspect (a lost answer, a refusal) outlives
   * an outage, or the token would be sent more often than its one retry.
   */
  suspicion: FailureClass;
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
  const suspect = suspicionOf(history, fingerprint);
  const suspicion = failure.class === "terminal" ? "terminal" : (suspect ?? failure.class);
  const dead = failure.class === "terminal" && suspect !== null;
  // Who waits for a person is not retried: one who asks in person is told of the failure.
  if (dead || history.status === "reauth_required") {
    return { status: "reauth_required", failCount, retryInMs: null, suspicion };
  }
  if (failure.class === "terminal") {
    return { status: "degraded", failCount, retryInMs: confirmInMs(random), suspicion };
  }
  const status = history.status === "active" ? degradedBy(failure.class) : history.status;
  return { status, failCount, retryInMs: retryInMs(failure, failCount, random), suspicion };
}

/** What is known against the token that was sent: its answer was lost, or it was refused. */
function suspicionOf(history: FailureHistory, fingerprint: string | null): "terminal" | "ambiguous" | null {
  if (fingerprint === null || history.lastErrorFingerprint !== fingerprint) return null;
  const known = history.lastErrorClass;
  return known === "terminal" || known === "ambiguous" ? known : null;
}

/** A minute later, and so that the second sweep from now finds it due: its owner is to know within two. */
function confirmInMs(random: number): number {
  return 60_000 + Math.round(30_000 * random);
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
