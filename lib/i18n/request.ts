import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { isLocale, negotiateLocale } from "@/lib/domain/locale";
import { localeCookie } from "./locale-cookie";
import { messages } from "./messages";

/** The language of a page: the user's setting, kept in a cookie since sign-in, else the browser's. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(localeCookie)?.value;
  const locale = isLocale(chosen) ? chosen : negotiateLocale((await headers()).get("accept-language"));
  return { locale, messages: messages[locale], timeZone: "Europe/Moscow" };
});
