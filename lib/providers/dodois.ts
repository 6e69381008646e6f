import "server-only";
import * as oauth from "oauth4webapi";
import { z } from "zod";
import type { DodoisClusterId } from "@/lib/domain/dodois-cluster";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { SingleFlight } from "@/lib/single-flight";
import { clusterOfIssuer, dodoisCluster, dodoisRegistration } from "./dodois-api/cluster";
import { asProviderError, lostAnswer, oidcClient, requestOptions } from "./oidc-fetch";
import { expectCall } from "./outbound";
import type {
  AuthorizationRequest,
  CodeGrant,
  Provider,
  RefreshGrant,
  Tokens,
  UpstreamAccount,
} from "./provider";

const metadataLifeMs = 60 * 60_000;
const metadata = new Map<string, { server: oauth.AuthorizationServer; fetchedAt: number }>();
const discoveries = new SingleFlight<oauth.AuthorizationServer>();

const ProfileClaims = z.object({
  name: z.string().optional(),
  email: z.string().optional(),
  "d:tntnm": z.string().optional(),
});

/** Dodo IS: OpenID Connect with PKCE S256 (providers' discovery document; RFC 7636, OpenID Connect Core). */
export const dodois: Provider = {
  id: "dodois",
  name: "Dodo IS",
  accessLifeSeconds: 86_400,
  refreshIdleSeconds: null,
  isConfigured: (cluster) => dodoisRegistration(cluster) !== null,
  authorizationUrl: async (request) => await guarded(async () => await authorizationUrl(request)),
  exchangeCode: async (grant) => await guarded(async () => await exchangeCode(grant)),
  refreshTokens: async (grant) => await guarded(async () => await refreshTokens(grant)),
  // What fails here is met by the refresh itself.
  expectRefresh: (origin) => void expectRefresh(origin).catch(() => {}),
  revokeTokens: async (grant) =>
    await guarded(async () => await revokeTokens(grant.origin, grant.refreshToken)),
};

async function authorizationUrl({
  cluster,
  state,
  nonce,
  codeVerifier,
  redirectUri,
}: AuthorizationRequest): Promise<URL> {
  const { authorization_endpoint } = await discover(dodoisCluster(cluster).issuer);
  if (authorization_endpoint === undefined)
    throw new AppError("provider_error", { reason: "provider_config" });
  const url = new URL(authorization_endpoint);
  url.search = new URLSearchParams({
    client_id: registration(cluster).clientId,
    response_type: "code",
    redirect_uri: redirectUri,
    scope: env().DODOIS_SCOPES,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: "S256",
    // Offline access needs the consent page each time (OpenID Connect Core §11).
    prompt: "consent",
  }).toString();
  return url;
}

async function exchangeCode(grant: CodeGrant): Promise<{ tokens: Tokens; account: UpstreamAccount }> {
  const { issuer } = dodoisCluster(grant.cluster);
  const { clientId, clientSecret } = registration(grant.cluster);
  const client = oidcClient(clientId);
  const server = await discover(issuer);
  // Refuses the answer of another issuer, where it says whose it is (RFC 9207 §2.4).
  const callback = oauth.validateAuthResponse(server, client, grant.callback, grant.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.ClientSecretPost(clientSecret),
    callback,
    grant.redirectUri,
    grant.codeVerifier,
    requestOptions(issuer),
  );
  const answer = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: grant.nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(server, response, requestOptions(issuer));
  const claims = oauth.getValidatedIdTokenClaims(answer);
  if (claims === undefined) throw new AppError("provider_error", { reason: "provider_config" });
  const name = await accountName(server, client, answer.access_token, claims.sub);
  return { tokens: tokensOf(answer), account: { id: claims.sub, name: name ?? claims.sub, origin: issuer } };
}

/** A name for people; the connection works without one, so a failing profile endpoint is no failure. */
async function accountName(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  accessToken: string,
  sub: string,
) {
  const profile = await oauth
    .userInfoRequest(server, client, accessToken, requestOptions(server.issuer))
    .then(async (response) => await oauth.processUserInfoResponse(server, client, sub, response))
    .catch(() => null);
  const claims = ProfileClaims.safeParse(profile);
  if (!claims.success) return null;
  const parts = [claims.data["d:tntnm"], claims.data.name ?? claims.data.email];
  return parts.filter((part) => part !== undefined && part !== "").join(" · ") || null;
}

async function refreshTokens({ origin: issuer, refreshToken, leftMs }: RefreshGrant): Promise<Tokens> {
  const { clientId, clientSecret } = registration(clusterOfIssuer(issuer).id);
  const client = oidcClient(clientId);
  const server = await discover(issuer);
  const response = await oauth.refreshTokenGrantRequest(
    server,
    client,
    oauth.ClientSecretPost(clientSecret),
    refreshToken,
    requestOptions(issuer, leftMs),
  );
  return await oauth
    .processRefreshTokenResponse(server, client, response)
    .then(tokensOf, (error: unknown) => {
      // A success that cannot be read has spent the token all the same.
      throw response.ok ? lostAnswer(response.status) : error;
    });
}

async function expectRefresh(issuer: string): Promise<void> {
  expectCall({ provider: "dodois", surface: "token", account: null, cluster: clusterOfIssuer(issuer).id });
  await discover(issuer);
}

async function revokeTokens(issuer: string, refreshToken: string): Promise<boolean> {
  const { clientId, clientSecret } = registration(clusterOfIssuer(issuer).id);
  const server = await discover(issuer);
  if (server.revocation_endpoint === undefined) return false;
  const response = await oauth.revocationRequest(
    server,
    oidcClient(clientId),
    oauth.ClientSecretPost(clientSecret),
    refreshToken,
    { ...requestOptions(issuer), additionalParameters: { token_type_hint: "refresh_token" } },
  );
  await oauth.processRevocationResponse(response);
  return true;
}

/** Once for all who ask; an old document is used while it is asked for again, or the provider does not give it. */
async function discover(issuer: string): Promise<oauth.AuthorizationServer> {
  const known = metadata.get(issuer);
  if (known !== undefined && performance.now() - known.fetchedAt < metadataLifeMs) return known.server;
  const fetched = discoveries.run(issuer, async () => await fetchMetadata(issuer));
  if (known === undefined) return await fetched;
  fetched.catch(() => {});
  return known.server;
}

async function fetchMetadata(issuer: string): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  const response = await oauth.discoveryRequest(url, requestOptions(issuer));
  const server = await oauth.processDiscoveryResponse(url, response);
  metadata.set(issuer, { server, fetchedAt: performance.now() });
  return server;
}

function registration(cluster: DodoisClusterId): { clientId: string; clientSecret: string } {
  const found = dodoisRegistration(cluster);
  if (found === null) throw new AppError("provider_not_configured");
  return found;
}

function tokensOf(answer: oauth.TokenEndpointResponse): Tokens {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? null,
    expiresInSeconds: answer.expires_in ?? null,
    scopes: answer.scope?.split(" ").filter((scope) => scope !== "") ?? null,
  };
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asProviderError(error);
  }
}
