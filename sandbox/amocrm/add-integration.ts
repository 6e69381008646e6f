import { z } from "zod";
import { type Answer, json } from "@/sandbox/control/answer";
import type { AmocrmParts } from "./options";

const schema = z.strictObject({
  clientId: z.guid(),
  clientSecret: z.string().min(1),
  redirectUri: z.url(),
  hookUrl: z.url().optional(),
});

/** `POST /_sandbox/integrations`: a person makes an integration of their own, or changes one. Forgotten at the end. */
export function addIntegration(parts: AmocrmParts, body: unknown): Answer {
  const { hookUrl, ...integration } = schema.parse(body);
  const others = parts.integrations.filter(({ clientId }) => clientId !== integration.clientId);
  parts.integrations = [...others, { ...integration, ...(hookUrl !== undefined && { hookUrl }) }];
  return json(200, { integrations: parts.integrations.map(({ clientId }) => clientId) });
}
