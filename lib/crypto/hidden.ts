import "server-only";
import { env } from "@/lib/env";
import { hmacSha256 } from "./token";

/** A text as it may stand in the store for `purpose`: the same each time, and telling nothing without our secret. */
export function hidden(purpose: string, text: string): string {
  return hmacSha256(env().AUTH_SECRET, `${purpose}:${text}`).slice(0, 32);
}
