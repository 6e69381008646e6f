import { createHmac } from "node:crypto";
import { z } from "zod";
import { type Answer, json } from "@/sandbox/control/answer";
import type { AmocrmParts } from "./options";
import type { TokenStore } from "./token-store";

const schema = z.strictObject({
  account: z.coerce.string(),
  /** Else the integration's own address is called. */
  url: z.url().optional(),
  clientId: z.string().optional(),
  /** Whether the grants end too, as they do when an administrator disables the integration. */
  revoke: z.boolean().default(true),
  /** Sends a signature that does not fit. */
  forge: z.boolean().default(false),
});

/** `POST /_sandbox/disable-hook`: an administrator disables the integration, and amoCRM tells it so. */
export async function sendDisableHook(parts: AmocrmParts, store: TokenStore, body: unknown): Promise<Answer> {
  const input = schema.parse(body);
  const account = parts.accounts.find(({ subdomain, id }) => [subdomain, String(id)].includes(input.account));
  const integration = parts.integrations.find(
    ({ clientId }) => input.clientId === undefined || clientId === input.clientId,
  );
  const target = input.url ?? integration?.hookUrl;
  if (!account || !integration) return json(404, { error: "unknown_account" });
  if (target === undefined) return json(409, { error: "no_hook_url" });
  if (input.revoke) store.revokeAccount(account.id, integration.clientId);
  const message = `${integration.clientId}|${account.id}`;
  const key = input.forge ? "not the secret" : integration.clientSecret;
  const url = new URL(target);
  url.searchParams.set("client_uuid", integration.clientId);
  url.searchParams.set("account_id", String(account.id));
  url.searchParams.set("signature", createHmac("sha256", key).update(message).digest("hex"));
  const response = await fetch(url, {
    headers: { "user-agent": "amoService-oAuth-Code-Sender/1.0" },
    signal: AbortSignal.timeout(3_000),
  }).catch(() => null);
  await response?.body?.cancel();
  return json(200, { status: response?.status ?? null });
}
