"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { CreateApiKey } from "@/lib/domain/api-key";
import { action } from "@/lib/http/action";
import { createApiKey } from "@/lib/services/api-key/create";
import { revokeApiKey } from "@/lib/services/api-key/revoke";
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
