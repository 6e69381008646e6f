import { type Answer, json } from "@/sandbox/control/answer";
import type { AmocrmAccount } from "@/sandbox/data/amocrm-accounts";
import type { AmocrmIntegration, AmocrmParts } from "./options";
import { oauthProblem } from "./problem";
import { type Holder, type StoredRefresh, storeKey, type TokenStore } from "./token-store";

type Fields = ReadonlyMap<string, string>;

/**
 * `POST /oauth2/access_token`. The causes of a refusal are looked for in the order of the library that amoCRM
 * is built on: client, secret, redirect URI, account, and only then the code or the refresh token.
 */
export async function answerToken(
  parts: AmocrmParts,
  store: TokenStore,
  account: AmocrmAccount,
  fields: Fields,
): Promise<Answer> {
  const grant = fields.get("grant_type");
  if (grant !== "authorization_code" && grant !== "refresh_token") {
    return oauthProblem(400, "Check that all required parameters have been provided");
  }
  const integration = parts.integrations.find(({ clientId }) => clientId === fields.get("client_id"));
  const refusal = refuseClient(integration, fields);
  if (refusal || !integration) return refusal ?? oauthProblem(400, "Check the `client_id` parameter");
  if (grant === "authorization_code") return exchangeCode(parts, store, account, integration, fields);
  return refresh(parts, store, account, integration, fields);
}

function refuseClient(integration: AmocrmIntegration | undefined, fields: Fields): Answer | null {
  if (!integration) return oauthProblem(400, "Check the `client_id` parameter");
  if (fields.get("client_secret") !== integration.clientSecret) {
    return oauthProblem(400, "Check the `client_secret` parameter");
  }
  if (!fields.get("redirect_uri")) return oauthProblem(400, "Check the `redirect_uri` parameter");
  if (fields.get("redirect_uri") !== integration.redirectUri) {
    return oauthProblem(400, "Redirect URI is not associated with client");
  }
  return null;
}

async function exchangeCode(
  parts: AmocrmParts,
  store: TokenStore,
  account: AmocrmAccount,
  integration: AmocrmIntegration,
  fields: Fields,
): Promise<Answer> {
  const code = fields.get("code");
  if (!code) return oauthProblem(400, "Check the `code` parameter");
  const held = store.codes.get(storeKey(code));
  if (held && held.accountId !== account.id) return oauthProblem(400, "Invalid account");
  if (!held) return oauthProblem(400, "Cannot decrypt the authorization code");
  if (held.expiresAt <= parts.clock.nowMs()) return oauthProblem(400, "Authorization code has expired");
  if (held.used) return oauthProblem(400, "Authorization code has been revoked");
  if (held.clientId !== integration.clientId) {
    return oauthProblem(400, "Authorization code was not issued to this client");
  }
  store.codes.set(storeKey(code), { ...held, used: true });
  return tokenAnswer(parts, store, held, store.issueRefreshToken(held, null));
}

async function refresh(
  parts: AmocrmParts,
  store: TokenStore,
  account: AmocrmAccount,
  integration: AmocrmIntegration,
  fields: Fields,
): Promise<Answer> {
  const token = fields.get("refresh_token");
  if (!token) return oauthProblem(400, "Check the `refresh_token` parameter");
  const held = store.refreshTokens.get(storeKey(token));
  if (held && held.accountId !== account.id) return oauthProblem(400, "Invalid account");
  if (!held) return oauthProblem(401, "Cannot decrypt the refresh token");
  if (held.clientId !== integration.clientId) return oauthProblem(401, "Token is not linked to client");
  if (held.expiresAt <= parts.clock.nowMs()) return oauthProblem(401, "Token has expired");
  if (held.state !== "good") return oauthProblem(401, "Token has been revoked");
  const next = rotate(parts, store, token, held);
  if (parts.settings.value.revokeOldAccess) {
    store.accessTokens.deleteWhere(({ grantId }) => grantId === held.grantId);
  }
  return tokenAnswer(parts, store, held, next);
}

function rotate(parts: AmocrmParts, store: TokenStore, token: string, held: StoredRefresh): string {
  const { rotation } = parts.settings.value;
  const key = storeKey(token);
  if (rotation === "off") return token;
  if (rotation === "strict") store.refreshTokens.set(key, { ...held, state: "spent" });
  if (held.parent !== null) {
    const parent = store.refreshTokens.get(held.parent);
    if (parent?.state === "good") store.refreshTokens.set(held.parent, { ...parent, state: "spent" });
  }
  return store.issueRefreshToken(held, key);
}

async function tokenAnswer(
  parts: AmocrmParts,
  store: TokenStore,
  holder: Holder,
  refreshToken: string,
): Promise<Answer> {
  const { omitExpiresIn, accessTokenSeconds } = parts.settings.value;
  return json(200, {
    token_type: "Bearer",
    ...(!omitExpiresIn && { expires_in: accessTokenSeconds }),
    access_token: await store.issueAccessToken(holder),
    refresh_token: refreshToken,
  });
}
