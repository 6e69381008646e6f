import "server-only";
import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";

/** A random secret of `bytes` bytes as base64url; 32 bytes are 43 characters. */
export function randomToken(bytes = 32): string {
  return randomBytes(bytes).toString("base64url");
}

/** SHA-256 as hexadecimal: how random secrets are kept at rest. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** HMAC-SHA-256 as hexadecimal. */
export function hmacSha256(key: string, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

/** Compares two secrets in a time that depends on neither their content nor their lengths. */
export function secretsMatch(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** A random UUID (version 4), for request ids. */
export function randomId(): string {
  return randomUUID();
}
