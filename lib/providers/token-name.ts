import "server-only";
import { sha256 } from "@/lib/crypto/token";

/** Tells an access token from others without being it. */
export function tokenName(accessToken: string): string {
  return sha256(accessToken).slice(0, 32);
}
