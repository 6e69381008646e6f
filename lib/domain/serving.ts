import type { ConnectionStatus } from "./refresh-failure";
import { servingMarginMs } from "./refresh-schedule";

export interface TokenState {
  status: ConnectionStatus;
  gen: number;
  issuedAt: Date | null;
  expiresAt: Date | null;
  nextRefreshAt: Date | null;
  failCount: number;
}

export type Serving =
  | { kind: "serve" }
  /** Renew first; `orServe` where the present token may still be handed out if that fails. */
  | { kind: "refresh"; orServe: boolean }
  | { kind: "wait"; seconds: number }
  | { kind: "reauth" }
  | { kind: "off" };

/**
 * What to do for somebody who asks for a token. `afterGen` is the generation that was refused with
 * 401 by the provider: only a later one is of use.
 */
export function howToServe(state: TokenState, now: Date, afterGen: number | null): Serving {
  if (state.status === "disabled" || state.status === "revoked" || state.status === "pending")
    return { kind: "off" };
  const wanted = afterGen === null || state.gen > afterGen;
  const leftMs = state.expiresAt === null ? 0 : state.expiresAt.getTime() - now.getTime();
  const marginMs = state.issuedAt && state.expiresAt ? servingMarginMs(state.issuedAt, state.expiresAt) : 0;
  if (wanted && leftMs > marginMs) return { kind: "serve" };
  const alive = wanted && leftMs > 0;
  if (state.status === "reauth_required") return alive ? { kind: "serve" } : { kind: "reauth" };
  // While failures are backed off, askers do not hammer the provider in the sweep's stead.
  const waitMs =
    state.failCount > 0 && state.nextRefreshAt ? state.nextRefreshAt.getTime() - now.getTime() : 0;
  if (waitMs > 0) return alive ? { kind: "serve" } : { kind: "wait", seconds: Math.ceil(waitMs / 1000) };
  return { kind: "refresh", orServe: alive };
}
