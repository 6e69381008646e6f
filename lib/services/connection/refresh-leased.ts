import "server-only";
import type { Context } from "@/lib/context";
import { unseal } from "@/lib/crypto/seal";
import type { ProviderFailure } from "@/lib/domain/provider";
import { log } from "@/lib/log";
import { providerFailure, type Tokens } from "@/lib/providers/provider";
import { provider } from "@/lib/providers/registry";
import { commitFailure } from "./commit-failure";
import { commitTokens } from "./commit-tokens";
import type { Leased } from "./lease";
import { tokenBinding } from "./token-binding";

export type RefreshOutcome =
  | { kind: "refreshed" }
  /** The row had moved on under another's write; whatever it holds now is newer. */
  | { kind: "moved" }
  | { kind: "failed"; failure: ProviderFailure };

/**
 * Renews the tokens of a connection whose lease the caller holds. No transaction and no pooled
 * connection is held while the provider is called; the first thing after its answer is the commit.
 */
export async function refreshLeased(
  ctx: Pick<Context, "db" | "actor"> & { clock: () => Date },
  leased: Leased,
): Promise<RefreshOutcome> {
  const startedAt = ctx.clock();
  const answer = await askProvider(leased, startedAt);
  const answeredAt = ctx.clock();
  const durationMs = answeredAt.getTime() - startedAt.getTime();
  const at = { db: ctx.db, actor: ctx.actor, now: answeredAt };
  if (answer.kind === "failed") {
    const written = await commitFailure(at, leased, answer.failure, durationMs);
    return written ? answer : { kind: "moved" };
  }
  // The life counts from before the call: never believed to be longer than it is.
  const written = await commitTokens(at, leased, { tokens: answer.tokens, issuedAt: startedAt, durationMs });
  return { kind: written ? "refreshed" : "moved" };
}

type Answer =
  | { kind: "tokens"; tokens: Tokens & { refreshToken: string } }
  | { kind: "failed"; failure: ProviderFailure };

async function askProvider(leased: Leased, now: Date): Promise<Answer> {
  const sealed = leased.refreshTokenSealed;
  if (sealed === null) return unusable("no_refresh_token");
  const refreshToken = await unseal(sealed, tokenBinding(leased.id, "refresh_token", leased.gen)).catch(
    (error: unknown) => {
      log().error({ err: error, connectionId: leased.id }, "a stored token does not open");
      return null;
    },
  );
  if (refreshToken === null) return unusable("sealed_token_unreadable");
  try {
    const tokens = await provider(leased.provider).refreshTokens({
      origin: leased.upstreamOrigin,
      refreshToken,
      now,
    });
    // A provider that sends no new refresh token keeps the old one good.
    return { kind: "tokens", tokens: { ...tokens, refreshToken: tokens.refreshToken ?? refreshToken } };
  } catch (error) {
    const failure = providerFailure(error);
    if (failure !== null) return { kind: "failed", failure };
    log().error({ err: error, connectionId: leased.id }, "a refresh broke");
    return unusable("internal");
  }
}

/** Nothing was sent: our own fault, to be tried again after the deployment is mended. */
function unusable(code: string): Answer {
  return { kind: "failed", failure: { class: "config", code, httpStatus: null, retryAfterSeconds: null } };
}
