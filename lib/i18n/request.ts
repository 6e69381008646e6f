import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { isLocale, negotiateLocale } from "@/lib/domain/locale";
import { isTimeZone, usualTimeZone } from "@/lib/domain/time-zone";
import { localeCookie } from "./locale-cookie";
import { messages } from "./messages";
import { timeZoneCookie } from "./time-zone-cookie";

/** The language of a page: the user's setting, kept in a cookie since sign-in, else the browser's. Its times are the browser's. */
export default getRequestConfig(async () => {
  const kept = await cookies();
  const chosen = kept.get(localeCookie)?.value;
  const locale = isLocale(chosen) ? chosen : negotiateLocale((await headers()).get("accept-language"));
  const zone = kept.get(timeZoneCookie)?.value;
  return { locale, messages: messages[locale], timeZone: isTimeZone(zone) ? zone : usualTimeZone };
});
