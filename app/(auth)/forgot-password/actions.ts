"use server";

import { EmailOnly } from "@/lib/domain/account";
import { publicAction } from "@/lib/http/action";
import { requestAccountMail } from "@/lib/services/user/request-account-mail";

export const requestPasswordResetAction = publicAction(
  { name: "forgot-password", limit: 20, windowSeconds: 3600 },
  EmailOnly,
  async (ctx, { email }) => await requestAccountMail(ctx, "reset_password", email),
);
