import "server-only";
import { cookies } from "next/headers";
import type { Locale } from "@/lib/domain/locale";
import { localeCookie } from "./locale-cookie";

const oneYearSeconds = 365 * 24 * 60 * 60;

/** Keeps the chosen language in this browser. Only in an action or a route: pages cannot set cookies. */
export async function keepLocale(locale: Locale): Promise<void> {
  (await cookies()).set(localeCookie, locale, { maxAge: oneYearSeconds, sameSite: "lax", path: "/" });
}
