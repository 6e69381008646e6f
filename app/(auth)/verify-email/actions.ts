"use server";

import { openSession } from "@/lib/auth/open-session";
import { VerifyEmail } from "@/lib/domain/account";
import { AppError } from "@/lib/errors";
import { publicAction } from "@/lib/http/action";
import { verifyEmail } from "@/lib/services/user/verify-email";

/** Confirms and signs in: what that takes has just been shown. */
export const verifyEmailAction = publicAction(
  { name: "verify-email", limit: 60, windowSeconds: 3600 },
  VerifyEmail,
  async (ctx, { token, password }) => {
    const { email } = await verifyEmail(ctx, { token, password });
    try {
      await openSession(ctx, { login: email, password });
      return { isSignedIn: true };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { isSignedIn: false };
    }
  },
);
