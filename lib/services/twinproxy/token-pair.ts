import "server-only";
import { env } from "@/lib/env";

export interface TokenPair {
  accessToken: string;
  /** Empty where the deployment keeps it to itself. */
  refreshToken: string;
}

/** The pair as it is told: who spends the refresh token elsewhere breaks the chain. */
export function shownPair(tokens: { accessToken: string; refreshToken: string | null }): TokenPair {
  const shows = env().TWINPROXY_EXPOSE_REFRESH_TOKEN;
  return { accessToken: tokens.accessToken, refreshToken: shows ? (tokens.refreshToken ?? "") : "" };
}
