import "server-only";
import { and, eq } from "drizzle-orm";
import { connectAttempts } from "@/db/schema/connect-attempt";
import type { Context, UserActor } from "@/lib/context";
import { unseal } from "@/lib/crypto/seal";
import { sha256 } from "@/lib/crypto/token";
import { AppError } from "@/lib/errors";
import { provider } from "@/lib/providers/registry";
import { credentialsOf } from "../integration/credentials";
import { integrationRefusal } from "../integration/refusal";
import { holdProjectAdmin } from "../project/hold-admin";
import { saveConnected } from "./save-connected";
import { verifierBinding } from "./token-binding";

/**
 * Ends the OAuth round trip that the callback's `state` names, and gives the connection's id.
 *
 * @throws {AppError} `bad_request` with reason `state_invalid` (the same for an unknown, used,
 * expired or foreign state) or `callback_invalid`; `forbidden` with `consent_denied`; `conflict`
 * with `other_account`; `provider_error`; what `holdProjectAdmin` throws where the person has lost
 * the role in which they began.
 */
export async function completeConnect(ctx: Context<UserActor>, callback: URLSearchParams): Promise<string> {
  const state = callback.get("state");
  if (state === null) throw new AppError("bad_request", { reason: "state_invalid" });
  const attempt = await takeAttempt(ctx, state);
  const error = callback.get("error");
  if (error === "access_denied") throw new AppError("forbidden", { reason: "consent_denied" });
  if (error !== null || callback.get("code") === null) {
    throw new AppError("bad_request", { reason: "callback_invalid" });
  }
  // Before the code is spent, and again where the account is written: the role may go in between.
  await holdProjectAdmin(ctx, attempt.projectId);
  const granted = await provider(attempt.provider)
    .exchangeCode({
      callback,
      state,
      nonce: attempt.nonce,
      codeVerifier: await unseal(attempt.codeVerifierSealed, verifierBinding(attempt.id)),
      redirectUri: attempt.redirectUri,
      credentials: await credentialsOf(ctx, attempt),
      cluster: attempt.cluster,
      now: ctx.now,
    })
    .catch((error: unknown) => {
      throw attempt.integrationId === null ? error : integrationRefusal(error);
    });
  return await ctx.db.transaction(async (db) => {
    await holdProjectAdmin({ ...ctx, db }, attempt.projectId);
    return await saveConnected({ ...ctx, db }, attempt, granted);
  });
}

/** Uses the state up before the provider is called, so that a second callback finds nothing. */
async function takeAttempt(ctx: Context<UserActor>, state: string) {
  const [attempt] = await ctx.db
    .delete(connectAttempts)
    .where(
      and(
        eq(connectAttempts.stateHash, sha256(state)),
        eq(connectAttempts.userId, ctx.actor.userId),
        eq(connectAttempts.sessionId, ctx.actor.sessionId),
      ),
    )
    .returning();
  if (attempt === undefined || attempt.expiresAt <= ctx.now) {
    throw new AppError("bad_request", { reason: "state_invalid" });
  }
  return attempt;
}
