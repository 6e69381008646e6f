import "server-only";
import { env } from "@/lib/env";

/** The redirect URI of every round trip that begins here. */
export function callbackUrl(): string {
  return new URL("/api/callback", env().APP_URL).toString();
}
