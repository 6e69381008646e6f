import "server-only";
import { eq } from "drizzle-orm";
import { apiKeys } from "@/db/schema/api-key";
import type { Actor, Context } from "@/lib/context";
import { sha256 } from "@/lib/crypto/token";
import { isApiKeyUsable } from "@/lib/domain/api-key";
import { Scope } from "@/lib/domain/scope";
import type { ServedRow } from "../connection/served-row";
import { findKey } from "./find-key";

const usedAgainAfterMs = 60_000;

export type ApiKeyActor = Extract<Actor, { type: "api_key" }>;

export interface Authenticated {
  actor: ApiKeyActor;
  /** The connection that was asked for, where it is of the key's project. */
  connection: ServedRow | null;
}

/**
 * Whose key this secret is, or null for an unknown, expired or revoked one.
 *
 * @param connectionId the connection that the request is about, to be read by the same query
 */
export async function authenticateApiKey(
  ctx: Pick<Context, "db" | "now">,
  secret: string,
  connectionId: string | null,
): Promise<Authenticated | null> {
  const found = await findKey(ctx.db, { secretHash: sha256(secret), connectionId });
  if (found === null || !isApiKeyUsable(found.key, ctx.now)) return null;
  const { key, connection } = found;
  if (key.lastUsedAt === null || ctx.now.getTime() - key.lastUsedAt.getTime() > usedAgainAfterMs) {
    await ctx.db.update(apiKeys).set({ lastUsedAt: ctx.now }).where(eq(apiKeys.id, key.id));
  }
  const scopes = key.scopes.flatMap((text) => Scope.safeParse(text).data ?? []);
  return { actor: { type: "api_key", keyId: key.id, projectId: key.projectId, scopes }, connection };
}
