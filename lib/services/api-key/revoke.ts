import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { apiKeys } from "@/db/schema/api-key";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { recordAudit } from "../audit/record";
import { currentProjectAsAdmin } from "../project/current";

/** Makes a key of the current project useless at once. */
export async function revokeApiKey(ctx: Context<UserActor>, keyId: string): Promise<void> {
  const project = await currentProjectAsAdmin(ctx);
  await ctx.db.transaction(async (tx) => {
    const revoked = await tx
      .update(apiKeys)
      .set({ revokedAt: ctx.now })
      .where(and(eq(apiKeys.id, keyId), eq(apiKeys.projectId, project.id), isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id });
    if (revoked.length === 0) throw new AppError("not_found");
    await recordAudit(
      { ...ctx, db: tx },
      { action: "api_key.revoked", subjectType: "api_key", subjectId: keyId, projectId: project.id },
    );
  });
}
