"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { currentActor } from "@/lib/auth/session";
import { locales } from "@/lib/domain/locale";
import { publicAction } from "@/lib/http/action";
import { keepLocale } from "@/lib/i18n/keep-locale";
import { setLocale } from "@/lib/services/user/set-locale";

/** Changes the language of this browser and, for somebody signed in, of their account. */
export const setLocaleAction = publicAction(
  { name: "set-locale", limit: 60, windowSeconds: 60 },
  z.enum(locales),
  async (ctx, locale) => {
    await keepLocale(locale);
    const actor = await currentActor();
    if (actor !== null) await setLocale({ ...ctx, actor }, locale);
    refresh();
    return null;
  },
);
