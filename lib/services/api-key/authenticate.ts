import "server-only";
import { and, eq, isNull, sql } from "drizzle-orm";
import { anyOf } from "@/db/any-of";
import type { Db } from "@/db/client";
import { preparedPer } from "@/db/prepared-per";
import { apiKeys } from "@/db/schema/api-key";
import { projects } from "@/db/schema/project";
import { batchesPer } from "@/lib/batches";
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
  const key = await findKey(ctx.db, sha256(secret));
  if (key === null || !isApiKeyUsable(key, ctx.now)) return null;
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

/** Those who ask at the same moment share a query; nothing is kept between. */
const findKey = batchesPer({ sizeMax: 1_000, underWayMax: 2 }, async (db: Db, hashes: readonly string[]) => {
  const found = await query(db).execute({ hashes: [...new Set(hashes)] });
  const keys = new Map(found.map((key) => [key.secretHash, key]));
  return hashes.map((hash) => keys.get(hash) ?? null);
});

const query = preparedPer((db) =>
  db
    .select({
      id: apiKeys.id,
      secretHash: apiKeys.secretHash,
      projectId: apiKeys.projectId,
      scopes: apiKeys.scopes,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .innerJoin(projects, eq(projects.id, apiKeys.projectId))
    .where(and(anyOf(apiKeys.secretHash, sql.placeholder("hashes")), isNull(projects.archivedAt)))
    .prepare("api_keys_by_hash"),
);
