"use server";

import { refresh } from "next/cache";
import { DecideReferral } from "@/lib/domain/decide-referral";
import { action } from "@/lib/http/action";
import { reinstateReferral } from "@/lib/services/referral/reinstate";
import { rejectReferral } from "@/lib/services/referral/reject";

export const rejectReferralAction = action(DecideReferral, async (ctx, input) => {
  await rejectReferral(ctx, input);
  refresh();
  return null;
});

export const reinstateReferralAction = action(DecideReferral, async (ctx, input) => {
  await reinstateReferral(ctx, input);
  refresh();
  return null;
});
