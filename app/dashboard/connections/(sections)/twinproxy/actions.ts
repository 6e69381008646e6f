"use server";

import { TwinproxyClaim } from "@/lib/domain/twinproxy/claim";
import { action } from "@/lib/http/action";
import { claimLogin } from "@/lib/services/twinproxy/claim";

export const claimLoginAction = action(TwinproxyClaim, async (ctx, input) => {
  return { connectionId: await claimLogin(ctx, input) };
});
