import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { apiKeys } from "@/db/schema/api-key";
import { projects } from "@/db/schema/project";
import type { Actor, Context } from "@/lib/context";
import { sha256 } from "@/lib/crypto/token";
import { isApiKeyUsable } from "@/lib/domain/api-key";
import { Scope } from "@/lib/domain/scope";

const usedAgainAfterMs = 60_000;

export type ApiKeyActor = Extract<Actor, { type: "api_key" }>;

/** Whose key this secret is, or null for an unknown, expired or revoked one. */
export async function authenticateApiKey(
  ctx: Pick<Context, "db" | "now">,
  secret: string,
): Promise<ApiKeyActor | null> {
  const [key] = await ctx.db
    .select({
      id: apiKeys.id,
      projectId: apiKeys.projectId,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .innerJoin(projects, eq(projects.id, apiKeys.projectId))
    .where(and(eq(apiKeys.secretHash, sha256(secret)), isNull(projects.archivedAt)));
  if (key === undefined || !isApiKeyUsable(key, ctx.now)) return null;
  if (key.lastUsedAt === null || ctx.now.getTime() - key.lastUsedAt.getTime() > usedAgainAfterMs) {
    await ctx.db.update(apiKeys).set({ lastUsedAt: ctx.now }).where(eq(apiKeys.id, key.id));
  }
  return {
    type: "api_key",
    keyId: key.id,
    projectId: key.projectId,
    scopes: key.scopes.flatMap((text) => Scope.safeParse(text).data ?? []),
  };
}
