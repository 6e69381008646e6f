import "server-only";
import { and, desc, eq, isNull } from "drizzle-orm";
import { apiKeys } from "@/db/schema/api-key";
import type { Context, UserActor } from "@/lib/context";
import { currentProject } from "../project/current";

export interface ApiKeyItem {
  id: string;
  name: string;
  /** The first characters of the secret, to tell keys apart. */
  prefix: string;
  scopes: string[];
  createdAt: Date;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** The current project's keys that are not revoked, the newest first; their number is bounded at creation. */
export async function listApiKeys(ctx: Context<UserActor>): Promise<ApiKeyItem[]> {
  const project = await currentProject(ctx);
  return await ctx.db
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      scopes: apiKeys.scopes,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.projectId, project.id), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.createdAt))
    .limit(100);
}
