"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { AmocrmPrivate } from "@/lib/domain/amocrm-private";
import { action } from "@/lib/http/action";
import { connectPrivate } from "@/lib/services/connection/connect-private";
import { removeIntegration } from "@/lib/services/integration/remove";
import { underWay } from "@/lib/under-way";

export const connectPrivateAction = action(AmocrmPrivate, async (ctx, input) => {
  return { url: (await underWay(connectPrivate(ctx, input))).toString() };
});

export const removeIntegrationAction = action(
  z.object({ integrationId: z.uuid() }),
  async (ctx, { integrationId }) => {
    await removeIntegration(ctx, integrationId);
    refresh();
    return null;
  },
);
