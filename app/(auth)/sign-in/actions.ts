"use server";

import { CredentialsSignin } from "next-auth";
import { signIn } from "@/lib/auth/auth";
import { SignIn } from "@/lib/domain/account";
import { AppError } from "@/lib/errors";
import { publicAction } from "@/lib/http/action";
import { keepLocale } from "@/lib/i18n/keep-locale";
import { localeOfLogin } from "@/lib/services/user/locale-of-login";

export const signInAction = publicAction(
  { name: "sign-in-form", limit: 60, windowSeconds: 300 },
  SignIn,
  async (ctx, input) => {
    try {
      await signIn("credentials", { ...input, redirect: false });
    } catch (error) {
      if (!(error instanceof CredentialsSignin)) throw error;
      if (error.code === "rate_limited") throw new AppError("rate_limited");
      throw new AppError("unauthenticated", { reason: error.code });
    }
    await keepLocale(await localeOfLogin(ctx, input.login));
    return { redirectTo: "/dashboard" };
  },
);
