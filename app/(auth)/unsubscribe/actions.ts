"use server";

import { z } from "zod";
import { publicAction } from "@/lib/http/action";
import { setMailPreferenceByLink } from "@/lib/services/mail-preference/set";

export const setByLinkAction = publicAction(
  { name: "unsubscribe-page", limit: 60, windowSeconds: 60 },
  z.object({ token: z.string().max(200), isWanted: z.boolean() }),
  async (ctx, input) => {
    await setMailPreferenceByLink(ctx, input);
    return null;
  },
);
