import "server-only";
import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { markDevice } from "@/lib/services/session/device-mark";

const oneYearSeconds = 365 * 24 * 60 * 60;

/** What this browser brought of accounts that were opened in it; null for nothing. */
export async function readDevice(): Promise<string | null> {
  return (await cookies()).get(cookieName())?.value ?? null;
}

/** Remembers that this account was opened in this browser. Only in an action or a route. */
export async function rememberDevice(userId: string): Promise<void> {
  (await cookies()).set(cookieName(), markDevice(await readDevice(), userId), {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure(),
    maxAge: oneYearSeconds,
  });
}

function cookieName(): string {
  return isSecure() ? "__Host-mostik.device" : "mostik.device";
}

function isSecure(): boolean {
  return env().APP_URL.startsWith("https:");
}
