import { decodeJwt } from "jose";

/** What an amoCRM access token says of itself, unverified: amoCRM publishes no key. Null for one that is no JWT. */
export function amocrmClaims(token: string): Record<string, unknown> | null {
  try {
    return decodeJwt(token);
  } catch {
    return null;
  }
}
