"use server";

import { openSession } from "@/lib/auth/open-session";
import { SignIn } from "@/lib/domain/account";
import { publicAction } from "@/lib/http/action";

export const signInAction = publicAction(
  { name: "sign-in-form", limit: 60, windowSeconds: 300 },
  SignIn,
  async (ctx, input) => {
    await openSession(ctx, input);
    return null;
  },
);
