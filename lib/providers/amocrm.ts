import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { amocrmAccountHost } from "@/lib/domain/amocrm-host";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { amocrmClaims } from "./amocrm-claims";
import { amocrmFailure } from "./amocrm-failure";
import { findMovedAccount } from "./amocrm-moved";
import { sendToAccount } from "./amocrm-request";
import type { ProviderResponse } from "./http";
import { jsonOrNull } from "./json-or-null";
import { mayHideSuccess } from "./may-hide-success";
import { expectCall } from "./outbound";
import {
  type AuthorizationRequest,
  type CodeGrant,
  type Credentials,
  type Provider,
  providerError,
  providerFailure,
  type RefreshGrant,
  type Tokens,
  type UpstreamAccount,
} from "./provider";

const threeMonthsSeconds = 90 * 24 * 60 * 60;
/** Short: a person waits, and it is asked for up to three times. */
const accountTimeoutMs = 5_000;
const kommoPlatformUrl = "https://www.kommo.com";

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().int().positive().optional(),
});

const AccountAnswer = z.object({ id: z.number().int(), name: z.string(), subdomain: z.string() });

/** amoCRM's own dialect of OAuth 2: JSON bodies, a token endpoint on each account's host, no scopes. */
export const amocrm: Provider = {
  id: "amocrm",
  name: "amoCRM",
  accessLifeSeconds: 86_400,
  refreshIdleSeconds: threeMonthsSeconds,
  isConfigured: () => env().AMOCRM_CLIENT_ID !== undefined && env().AMOCRM_CLIENT_SECRET !== undefined,
  authorizationUrl: async (request) => authorizationUrl(request),
  exchangeCode,
  refreshTokens,
  expectRefresh: () => expectCall({ provider: "amocrm", surface: "token", account: null }),
  // amoCRM documents no revocation: access ends when an administrator of the account switches it off.
  revokeTokens: async () => false,
};

function authorizationUrl({ state, credentials, accountHost }: AuthorizationRequest): URL {
  const isAbroad = accountHost !== undefined && !accountHost.endsWith(".amocrm.ru");
  const platform = isAbroad ? kommoPlatformUrl : env().AMOCRM_PLATFORM_URL;
  const url = new URL("/oauth", env().AMOCRM_SANDBOX_ORIGIN ?? platform);
  const { clientId } = credentials ?? ownCredentials();
  url.search = new URLSearchParams({ client_id: clientId, state, mode: "popup" }).toString();
  return url;
}

async function exchangeCode(grant: CodeGrant): Promise<{ tokens: Tokens; account: UpstreamAccount }> {
  const host = amocrmAccountHost(grant.callback.get("referer") ?? "");
  const code = grant.callback.get("code");
  if (host === null || code === null) throw new AppError("bad_request", { reason: "callback_invalid" });
  const origin = `https://${host}`;
  // The callback's query is the browser's: its host may be any account's, or nobody's.
  const tokens = await callTokenEndpoint(
    origin,
    { grant_type: "authorization_code", code },
    { ...grant, isHostUnproven: true },
  );
  return { tokens, account: await fetchAccount(origin, tokens.accessToken, grant.now) };
}

/**
 * An account that took another name is found once, and asked there with the same token: its old
 * host has refused without having looked at it.
 */
async function refreshTokens(grant: RefreshGrant): Promise<Tokens> {
  const body = { grant_type: "refresh_token", refresh_token: grant.refreshToken };
  try {
    return await callTokenEndpoint(grant.origin, body, grant);
  } catch (error) {
    const status = providerFailure(error)?.httpStatus;
    if (status !== 401 && status !== 404) throw error;
    const found = await findMovedAccount(grant);
    // Nobody of that name, and the token is known nowhere: waiting would not help.
    if (found === "token_refused" && status === 404) throw accountGone();
    if (found === null || found === "token_refused" || found === grant.origin) throw error;
    return await refreshAt(found, body, grant);
  }
}

/** A failure remembers the new place too, so that a lost answer is asked for there. */
async function refreshAt(
  movedTo: string,
  body: Record<string, string>,
  grant: RefreshGrant,
): Promise<Tokens> {
  try {
    return { ...(await callTokenEndpoint(movedTo, body, grant)), movedTo };
  } catch (error) {
    const failure = providerFailure(error);
    throw failure === null ? error : providerError({ ...failure, movedTo });
  }
}

function accountGone(): AppError {
  return providerError({
    class: "terminal",
    code: "account_not_found",
    httpStatus: 404,
    retryAfterSeconds: null,
  });
}

/** Only asked while connecting, of a host that is not proven yet. */
async function fetchAccount(origin: string, accessToken: string, now: Date): Promise<UpstreamAccount> {
  const answer = await askForAccount(origin, accessToken);
  const account = AccountAnswer.safeParse(jsonOrNull(answer.text));
  if (answer.status !== 200 || !account.success) throw refusal(answer, now);
  const { id, name, subdomain } = account.data;
  // The token is for one account; an answer about another is not to be believed.
  const claims = amocrmClaims(accessToken);
  if (claims === null) throw unexpectedToken();
  if (claims.account_id !== undefined && claims.account_id !== id)
    throw new AppError("provider_error", { reason: "account_mismatch" });
  return { id: String(id), name: name === "" ? subdomain : name, origin };
}

/** All tokens of amoCRM are JWTs; of another kind it cannot be told which account it is for. */
function unexpectedToken(): AppError {
  return providerError({
    class: "transient",
    code: "unexpected_answer",
    httpStatus: 200,
    retryAfterSeconds: null,
  });
}

interface TokenCall {
  credentials: Credentials | null;
  now: Date;
  leftMs?: (() => number) | undefined;
  isHostUnproven?: boolean;
}

/** The code is spent by now: with one answer that passes the whole consent would be lost. */
async function askForAccount(origin: string, accessToken: string): Promise<ProviderResponse> {
  const ask = async () =>
    await sendToAccount(origin, "/api/v4/account", {
      method: "GET",
      headers: { authorization: `Bearer ${accessToken}` },
      timeoutMs: accountTimeoutMs,
      isHostUnproven: true,
    });
  for (const pauseMs of [250, 1_000]) {
    const answer = await ask().catch((error: unknown) => {
      if (providerFailure(error) === null) throw error;
      return null;
    });
    if (answer !== null && answer.status < 500) return answer;
    await sleep(pauseMs);
  }
  return await ask();
}

async function callTokenEndpoint(
  origin: string,
  fields: Record<string, string>,
  { credentials, now, leftMs, isHostUnproven = false }: TokenCall,
): Promise<Tokens> {
  const { clientId, clientSecret, redirectUri } = credentials ?? ownCredentials();
  const answer = await sendToAccount(origin, "/oauth2/access_token", {
    method: "POST",
    leftMs,
    isHostUnproven,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_id: clientId,
      client_secret: clientSecret,
      ...fields,
      redirect_uri: redirectUri,
    }),
  });
  const tokens = TokenAnswer.safeParse(jsonOrNull(answer.text));
  if (answer.status !== 200 || !tokens.success) throw tokenRefusal(answer, now);
  return {
    accessToken: tokens.data.access_token,
    refreshToken: tokens.data.refresh_token,
    expiresInSeconds: tokens.data.expires_in ?? null,
    scopes: null,
  };
}

/** A grant may have been spent though no pair came back with this answer. */
function tokenRefusal(answer: ProviderResponse, now: Date): AppError {
  if (!mayHideSuccess(answer.status)) return refusal(answer, now);
  return providerError({ ...amocrmFailure(answer, now), class: "ambiguous" }, jsonOrNull(answer.text));
}

function refusal(answer: ProviderResponse, now: Date): AppError {
  return providerError(amocrmFailure(answer, now), jsonOrNull(answer.text));
}

function ownCredentials(): Credentials {
  const { AMOCRM_CLIENT_ID: clientId, AMOCRM_CLIENT_SECRET: clientSecret } = env();
  if (clientId === undefined || clientSecret === undefined) throw new AppError("provider_not_configured");
  return { clientId, clientSecret, redirectUri: new URL("/api/callback", env().APP_URL).toString() };
}
