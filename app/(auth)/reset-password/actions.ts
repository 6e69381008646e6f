"use server";

import { ResetPassword } from "@/lib/domain/account";
import { publicAction } from "@/lib/http/action";
import { resetPassword } from "@/lib/services/user/reset-password";

export const resetPasswordAction = publicAction(
  { name: "reset-password", limit: 20, windowSeconds: 3600 },
  ResetPassword,
  resetPassword,
);
