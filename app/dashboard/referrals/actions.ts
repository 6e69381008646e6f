"use server";

import { refresh } from "next/cache";
import { CreateReferralCode, ReferralCodeOnly } from "@/lib/domain/referral-code-input";
import { action } from "@/lib/http/action";
import { activateReferralCode } from "@/lib/services/referral-code/activate";
import { createReferralCode } from "@/lib/services/referral-code/create";
import { deactivateReferralCode } from "@/lib/services/referral-code/deactivate";
import { removeReferralCode } from "@/lib/services/referral-code/remove";

export const createCodeAction = action(CreateReferralCode, async (ctx, input) => {
  const { text } = await createReferralCode(ctx, input);
  refresh();
  return { text };
});

export const activateCodeAction = action(ReferralCodeOnly, async (ctx, input) => {
  await activateReferralCode(ctx, input);
  refresh();
  return null;
});

export const deactivateCodeAction = action(ReferralCodeOnly, async (ctx, input) => {
  await deactivateReferralCode(ctx, input);
  refresh();
  return null;
});

export const removeCodeAction = action(ReferralCodeOnly, async (ctx, input) => {
  await removeReferralCode(ctx, input);
  refresh();
  return null;
});
