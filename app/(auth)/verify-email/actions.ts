"use server";

import { EmailTokenOnly } from "@/lib/domain/account";
import { publicAction } from "@/lib/http/action";
import { verifyEmail } from "@/lib/services/user/verify-email";

export const verifyEmailAction = publicAction(
  { name: "verify-email", limit: 60, windowSeconds: 3600 },
  EmailTokenOnly,
  async (ctx, { token }) => await verifyEmail(ctx, token),
);
