import "server-only";
import { keyRing, seal } from "@/lib/crypto/seal";
import { hmacSha256 } from "@/lib/crypto/token";
import type { ProviderId } from "@/lib/domain/provider";
import { nextRefreshAt } from "@/lib/domain/refresh-schedule";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { Tokens } from "@/lib/providers/provider";
import { provider } from "@/lib/providers/registry";
import { tokenBinding } from "./token-binding";

export interface TokenPlace {
  connectionId: string;
  provider: ProviderId;
  gen: number;
  issuedAt: Date;
  /** 0 to 1: spreads the due times. */
  random: number;
}

/** Everything that a row says of a new pair of tokens; the pair itself only sealed. */
export function sealTokens(place: TokenPlace, tokens: Tokens & { refreshToken: string | null }) {
  const { accessLifeSeconds, refreshIdleSeconds } = provider(place.provider);
  if (tokens.expiresInSeconds === null) {
    const { connectionId, provider: from } = place;
    log().warn(
      { connectionId, provider: from },
      "a token came without its life: the provider's usual one is assumed",
    );
  }
  const after = (seconds: number) => new Date(place.issuedAt.getTime() + seconds * 1000);
  const expiresAt = after(tokens.expiresInSeconds ?? accessLifeSeconds);
  const { refreshToken } = tokens;
  const binding = (field: "access_token" | "refresh_token") =>
    tokenBinding(place.connectionId, field, place.gen);
  return {
    gen: place.gen,
    keyId: keyRing().activeId,
    accessTokenSealed: seal(tokens.accessToken, binding("access_token")),
    refreshTokenSealed: refreshToken === null ? null : seal(refreshToken, binding("refresh_token")),
    refreshFingerprint: refreshToken === null ? null : refreshFingerprint(refreshToken),
    issuedAt: place.issuedAt,
    expiresAt,
    refreshExpiresAt: refreshIdleSeconds === null ? null : after(refreshIdleSeconds),
    nextRefreshAt: refreshToken === null ? null : nextRefreshAt(place.issuedAt, expiresAt, place.random),
  };
}

/** A short keyed hash of a refresh token: tells tokens apart in the time line, and says nothing else. */
function refreshFingerprint(refreshToken: string): string {
  return hmacSha256(env().AUTH_SECRET, `refresh-token:${refreshToken}`).slice(0, 16);
}
