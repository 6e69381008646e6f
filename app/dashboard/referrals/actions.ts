"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { locales } from "@/lib/domain/locale";
import { BoardName } from "@/lib/domain/pseudonym";
import { CreateReferralCode, ExtendReferralCode, ReferralCodeOnly } from "@/lib/domain/referral-code-input";
import { action } from "@/lib/http/action";
import { setLeaderboardName } from "@/lib/services/referral/set-leaderboard-name";
import { activateReferralCode } from "@/lib/services/referral-code/activate";
import { createReferralCode } from "@/lib/services/referral-code/create";
import { deactivateReferralCode } from "@/lib/services/referral-code/deactivate";
import { extendReferralCode } from "@/lib/services/referral-code/extend";
import { removeReferralCode } from "@/lib/services/referral-code/remove";
import { restoreReferralCode } from "@/lib/services/referral-code/restore";
import { latestReferralExport } from "@/lib/services/referral-export/progress";
import { requestReferralExport } from "@/lib/services/referral-export/request";
import { setFindableByEmail } from "@/lib/services/user/set-findable";

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

export const restoreCodeAction = action(ReferralCodeOnly, async (ctx, input) => {
  await restoreReferralCode(ctx, input);
  refresh();
  return null;
});

export const extendCodeAction = action(ExtendReferralCode, async (ctx, input) => {
  await extendReferralCode(ctx, input);
  refresh();
  return null;
});

export const requestExportAction = action(z.object({ locale: z.enum(locales) }), async (ctx, { locale }) => {
  await requestReferralExport(ctx, locale);
  refresh();
  return null;
});

export const exportProgressAction = action(z.object({}), async (ctx) => await latestReferralExport(ctx));

export const joinBoardAction = action(BoardName, async (ctx, { name }) => {
  await setLeaderboardName(ctx, name);
  refresh();
  return { name };
});

export const leaveBoardAction = action(z.object({}), async (ctx) => {
  await setLeaderboardName(ctx, null);
  refresh();
  return null;
});

export const setFindableAction = action(
  z.object({ isFindable: z.boolean() }),
  async (ctx, { isFindable }) => {
    await setFindableByEmail(ctx, isFindable);
    refresh();
    return { isFindable };
  },
);
