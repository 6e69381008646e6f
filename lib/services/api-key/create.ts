import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { v7 } from "uuid";
import type { Db } from "@/db/client";
import { apiKeys } from "@/db/schema/api-key";
import { projects } from "@/db/schema/project";
import type { Context, UserActor } from "@/lib/context";
import { randomToken, sha256 } from "@/lib/crypto/token";
import type { CreateApiKey } from "@/lib/domain/api-key";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue/enqueue";
import { recordAudit } from "../audit/record";
import { currentProjectAsAdmin } from "../project/current";

const keysPerProject = 50;
const dayMs = 24 * 60 * 60_000;

/**
 * Makes a project's key. The secret (`mk_live_` and 43 characters) is returned this once.
 *
 * @throws {AppError} `conflict` with reason `too_many_api_keys`.
 */
export async function createApiKey(
  ctx: Context<UserActor>,
  input: CreateApiKey,
): Promise<{ id: string; secret: string }> {
  const project = await currentProjectAsAdmin(ctx);
  const id = v7();
  const secret = `mk_live_${randomToken()}`;
  await ctx.db.transaction(async (tx) => {
    await refuseTooManyKeys(tx, project.id);
    await tx.insert(apiKeys).values({
      id,
      projectId: project.id,
      name: input.name,
      prefix: secret.slice(0, 14),
      secretHash: sha256(secret),
      scopes: [...input.scopes],
      createdBy: ctx.actor.userId,
      createdAt: ctx.now,
      expiresAt:
        input.expiresInDays === null ? null : new Date(ctx.now.getTime() + input.expiresInDays * dayMs),
    });
    await enqueue(tx, "send-mail", { template: "api_key_created", userId: ctx.actor.userId, keyId: id });
    await recordAudit(
      { ...ctx, db: tx },
      { action: "api_key.created", subjectType: "api_key", subjectId: id, projectId: project.id },
    );
  });
  return { id, secret };
}

/** Of two keys made at once the second is counted after the first: the project's row is held for it. */
async function refuseTooManyKeys(tx: Db, projectId: string): Promise<void> {
  await tx.select({ id: projects.id }).from(projects).where(eq(projects.id, projectId)).for("no key update");
  const isLiving = and(eq(apiKeys.projectId, projectId), isNull(apiKeys.revokedAt));
  if ((await tx.$count(apiKeys, isLiving)) >= keysPerProject)
    throw new AppError("conflict", { reason: "too_many_api_keys" });
}
