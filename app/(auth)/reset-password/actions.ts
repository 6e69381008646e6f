"use server";

import { rememberDevice } from "@/lib/auth/device-cookie";
import { ResetPassword } from "@/lib/domain/account";
import { publicAction } from "@/lib/http/action";
import { resetPassword } from "@/lib/services/user/reset-password";

export const resetPasswordAction = publicAction(
  { name: "reset-password", limit: 20, windowSeconds: 3600 },
  ResetPassword,
  async (ctx, input) => {
    const { userId } = await resetPassword(ctx, input);
    // Its owner has just shown themselves by mail: strangers' guesses do not hold them up here.
    await rememberDevice(userId);
    return null;
  },
);
