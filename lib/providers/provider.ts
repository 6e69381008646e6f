import type { DodoisClusterId } from "@/lib/domain/dodois-cluster";
import type { ProviderFailure, ProviderId } from "@/lib/domain/provider";
import { AppError } from "@/lib/errors";

export interface Tokens {
  accessToken: string;
  /** Null where the provider kept the old one. */
  refreshToken: string | null;
  /** Seconds; null where the provider did not say. */
  expiresInSeconds: number | null;
  scopes: string[] | null;
  /** Where the account is found now, if it has moved since. */
  movedTo?: string | undefined;
}

/** A registration at the provider. */
export interface Credentials {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
}

/** The account at the provider that a connection is about. */
export interface UpstreamAccount {
  id: string;
  name: string;
  /** Where its token endpoint is found: Dodo IS, the issuer; amoCRM, `https://<account host>`. */
  origin: string;
}

export interface AuthorizationRequest {
  state: string;
  nonce: string;
  codeVerifier: string;
  redirectUri: string;
  /** Null for the deployment's own. */
  credentials: Credentials | null;
  /** The host of the account that is to be connected, where it is known beforehand. */
  accountHost?: string;
  /** Dodo IS: where the person signs in. */
  cluster: DodoisClusterId;
}

export interface CodeGrant {
  /** The callback's query: `code` and whatever else the provider sends along. */
  callback: URLSearchParams;
  state: string;
  nonce: string;
  codeVerifier: string;
  redirectUri: string;
  credentials: Credentials | null;
  /** Dodo IS: where the person was sent; what another cluster answers is refused. */
  cluster: DodoisClusterId;
  now: Date;
}

export interface RefreshGrant {
  origin: string;
  refreshToken: string;
  /** The present access token, expired or not: amoCRM's names the shard that knows a moved account. */
  accessToken: () => Promise<string | null>;
  credentials: Credentials | null;
  now: Date;
  /** Milliseconds that are left to whoever asks; no call is begun that could outlast them. */
  leftMs?: () => number;
}

/** One provider. Its methods throw `AppError("provider_error")` caused by a `ProviderFailure`. */
export interface Provider {
  readonly id: ProviderId;
  readonly name: string;
  /** Assumed where the provider does not say; seconds. */
  readonly accessLifeSeconds: number;
  /** After how many idle seconds a refresh token dies; null where that is unknown. */
  readonly refreshIdleSeconds: number | null;
  /** Whether the deployment is registered: Dodo IS, at this cluster. */
  isConfigured(cluster: DodoisClusterId): boolean;
  authorizationUrl(request: AuthorizationRequest): Promise<URL>;
  exchangeCode(grant: CodeGrant): Promise<{ tokens: Tokens; account: UpstreamAccount }>;
  refreshTokens(grant: RefreshGrant): Promise<Tokens>;
  /** Begins to find out what a refresh has to know first, while its lease is still being taken. */
  expectRefresh(origin: string): void;
  /** Revokes a grant where the provider can; false where it cannot. */
  revokeTokens(grant: Pick<RefreshGrant, "origin" | "refreshToken">): Promise<boolean>;
}

/** The error that adapters throw; `document` is the provider's own answer, where it was JSON. */
export function providerError(failure: ProviderFailure, document: unknown = null): AppError {
  return new AppError("provider_error", {
    reason: `provider_${failure.class}`,
    cause: new ProviderFailureCause(failure, document),
    ...(failure.retryAfterSeconds !== null && { retryAfterSeconds: failure.retryAfterSeconds }),
  });
}

/** The failure behind an error of an adapter; null for any other error. */
export function providerFailure(error: unknown): ProviderFailure | null {
  return error instanceof AppError && error.cause instanceof ProviderFailureCause
    ? error.cause.failure
    : null;
}

/** What the provider itself said, for whoever asked in its protocol; null where that was not JSON. */
export function providerDocument(error: unknown): unknown {
  return error instanceof AppError && error.cause instanceof ProviderFailureCause
    ? error.cause.document()
    : null;
}

class ProviderFailureCause extends Error {
  /** Private: a log that shows an error's members does not show it. */
  readonly #document: unknown;

  constructor(
    readonly failure: ProviderFailure,
    document: unknown,
  ) {
    super(`${failure.class} ${failure.code}`);
    this.#document = document;
  }

  document(): unknown {
    return this.#document;
  }
}
