"use server";

import { refresh } from "next/cache";
import { cookies } from "next/headers";
import { z } from "zod";
import { currentActor } from "@/lib/auth/session";
import { locales } from "@/lib/domain/locale";
import { publicAction } from "@/lib/http/action";
import { localeCookie } from "@/lib/i18n/locale-cookie";
import { setLocale } from "@/lib/services/user/set-locale";

const oneYearSeconds = 365 * 24 * 60 * 60;

/** Changes the language of this browser and, for somebody signed in, of their account. */
export const setLocaleAction = publicAction(
  { name: "set-locale", limit: 60, windowSeconds: 60 },
  z.enum(locales),
  async (ctx, locale) => {
    (await cookies()).set(localeCookie, locale, { maxAge: oneYearSeconds, sameSite: "lax", path: "/" });
    const actor = await currentActor();
    if (actor !== null) await setLocale({ ...ctx, actor }, locale);
    refresh();
    return null;
  },
);
