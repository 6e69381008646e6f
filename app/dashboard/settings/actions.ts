"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { CreateApiKey } from "@/lib/domain/api-key";
import { MailKind } from "@/lib/domain/mail-kind";
import { action } from "@/lib/http/action";
import { createApiKey } from "@/lib/services/api-key/create";
import { revokeApiKey } from "@/lib/services/api-key/revoke";
import { setMailPreference } from "@/lib/services/mail-preference/set";
import { requestAddressLink } from "@/lib/services/mail-report/request-link";
import { revokeSession } from "@/lib/services/session/revoke";

export const createApiKeyAction = action(CreateApiKey, async (ctx, input) => {
  const created = await createApiKey(ctx, input);
  refresh();
  return created;
});

export const revokeApiKeyAction = action(z.object({ keyId: z.uuid() }), async (ctx, { keyId }) => {
  await revokeApiKey(ctx, keyId);
  refresh();
  return null;
});

export const revokeSessionAction = action(z.object({ sessionId: z.uuid() }), async (ctx, { sessionId }) => {
  await revokeSession(ctx, sessionId);
  refresh();
  return null;
});

export const setMailPreferenceAction = action(
  z.object({ kind: MailKind, isWanted: z.boolean() }),
  async (ctx, wish) => {
    await setMailPreference(ctx, wish);
    refresh();
    return null;
  },
);

export const requestAddressLinkAction = action(z.object({}), async (ctx) => {
  await requestAddressLink(ctx);
  return null;
});
