import { z } from "zod";
import { Scope } from "./scope";

export const CreateApiKey = z.object({
  name: z.string().trim().min(1, "name_required").max(80, "name_too_long"),
  scopes: z.array(Scope).min(1, "scopes_required"),
  expiresInDays: z.number().int().min(1).max(3650).nullable(),
});
export type CreateApiKey = z.output<typeof CreateApiKey>;

export function isApiKeyUsable(key: { expiresAt: Date | null; revokedAt: Date | null }, now: Date): boolean {
  return key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
}
