"use server";

import { cookies } from "next/headers";
import { z } from "zod";
import { EmailOnly, SignUp } from "@/lib/domain/account";
import { referralCookie } from "@/lib/domain/referral-link";
import { publicAction } from "@/lib/http/action";
import { checkReferralCode } from "@/lib/services/referral-code/check";
import { requestAccountMail } from "@/lib/services/user/request-account-mail";
import { signUp } from "@/lib/services/user/sign-up";

export const signUpAction = publicAction(
  { name: "sign-up", limit: 20, windowSeconds: 3600 },
  SignUp,
  async (ctx, input) => {
    const signedUp = await signUp(ctx, input);
    // The invitation is used; the next person at this browser was not invited by it.
    (await cookies()).delete(referralCookie);
    return signedUp;
  },
);

export const checkReferralCodeAction = publicAction(
  { name: "check-code", limit: 60, windowSeconds: 300 },
  z.object({ code: z.string().trim().max(64, "code_too_long") }),
  async (ctx, { code }) => await checkReferralCode(ctx, code),
);

export const resendVerificationAction = publicAction(
  { name: "resend-verification", limit: 20, windowSeconds: 3600 },
  EmailOnly,
  async (ctx, { email }) => await requestAccountMail(ctx, "verify_email", email),
);
