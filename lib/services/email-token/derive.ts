import "server-only";
import { hmacSha256, sha256 } from "@/lib/crypto/token";
import { env } from "@/lib/env";

/**
 * The text of a mailed token, made from its row's id and the deployment's secret. Neither the queue
 * nor the database ever holds it, and a mail sent again carries the same link.
 */
export function deriveEmailToken(emailTokenId: string): string {
  return hmacSha256(env().AUTH_SECRET, `email-token:${emailTokenId}`);
}

/** What the row keeps of the token. */
export function emailTokenHash(token: string): string {
  return sha256(token);
}
