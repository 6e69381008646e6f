import "server-only";
import { decodeJwt } from "jose";
import { z } from "zod";
import { amocrmAccountHost } from "@/lib/domain/amocrm-host";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { amocrmFailure } from "./amocrm-failure";
import { sendToAccount } from "./amocrm-request";
import { jsonOrNull } from "./json-or-null";
import { type CodeGrant, type Provider, providerError, type Tokens, type UpstreamAccount } from "./provider";

const threeMonthsSeconds = 90 * 24 * 60 * 60;

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
  authorizationUrl: async ({ state }) => authorizationUrl(state),
  exchangeCode,
  refreshTokens: async ({ origin, refreshToken, now }) =>
    await callTokenEndpoint(
      origin,
      { grant_type: "refresh_token", refresh_token: refreshToken },
      redirectUri(),
      now,
    ),
  // amoCRM documents no revocation: access ends when an administrator of the account switches it off.
  revokeTokens: async () => false,
};

function authorizationUrl(state: string): URL {
  const url = new URL("/oauth", env().AMOCRM_SANDBOX_ORIGIN ?? env().AMOCRM_PLATFORM_URL);
  url.search = new URLSearchParams({ client_id: credentials().id, state, mode: "popup" }).toString();
  return url;
}

async function exchangeCode(grant: CodeGrant): Promise<{ tokens: Tokens; account: UpstreamAccount }> {
  const host = amocrmAccountHost(grant.callback.get("referer") ?? "");
  const code = grant.callback.get("code");
  if (host === null || code === null) throw new AppError("bad_request", { reason: "callback_invalid" });
  const origin = `https://${host}`;
  const tokens = await callTokenEndpoint(
    origin,
    { grant_type: "authorization_code", code },
    grant.redirectUri,
    grant.now,
  );
  return { tokens, account: await fetchAccount(origin, tokens.accessToken, grant.now) };
}

async function fetchAccount(origin: string, accessToken: string, now: Date): Promise<UpstreamAccount> {
  const answer = await sendToAccount(origin, "/api/v4/account", {
    method: "GET",
    headers: { authorization: `Bearer ${accessToken}` },
  });
  const account = AccountAnswer.safeParse(jsonOrNull(answer.text));
  if (answer.status !== 200 || !account.success) throw providerError(amocrmFailure(answer, now));
  const { id, name, subdomain } = account.data;
  // The token is for one account; an answer about another is not to be believed.
  const claimed = decodeJwt(accessToken).account_id;
  if (claimed !== undefined && claimed !== id)
    throw new AppError("provider_error", { reason: "account_mismatch" });
  return { id: String(id), name: name === "" ? subdomain : name, origin };
}

async function callTokenEndpoint(
  origin: string,
  grant: Record<string, string>,
  redirect: string,
  now: Date,
): Promise<Tokens> {
  const { id, secret } = credentials();
  const answer = await sendToAccount(origin, "/oauth2/access_token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_id: id, client_secret: secret, ...grant, redirect_uri: redirect }),
  });
  const tokens = TokenAnswer.safeParse(jsonOrNull(answer.text));
  if (answer.status !== 200 || !tokens.success) throw providerError(amocrmFailure(answer, now));
  return {
    accessToken: tokens.data.access_token,
    refreshToken: tokens.data.refresh_token,
    expiresInSeconds: tokens.data.expires_in ?? null,
    scopes: null,
  };
}

function redirectUri(): string {
  return new URL("/api/callback", env().APP_URL).toString();
}

function credentials(): { id: string; secret: string } {
  const { AMOCRM_CLIENT_ID: id, AMOCRM_CLIENT_SECRET: secret } = env();
  if (id === undefined || secret === undefined) throw new AppError("provider_not_configured");
  return { id, secret };
}
