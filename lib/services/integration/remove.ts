import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { recordAudit } from "../audit/record";
import { currentProjectAsAdmin } from "../project/current";

/**
 * Forgets an integration and its secret.
 *
 * @throws {AppError} `conflict` with `integration_in_use` while an account is connected by it.
 */
export async function removeIntegration(ctx: Context<UserActor>, integrationId: string): Promise<void> {
  const project = await currentProjectAsAdmin(ctx);
  await ctx.db.transaction(async (db) => {
    const [row] = await db
      .select({ id: integrations.id })
      .from(integrations)
      .where(and(eq(integrations.id, integrationId), eq(integrations.projectId, project.id)))
      // A connection that is being written by it waits here, or is waited for.
      .for("update");
    if (row === undefined) throw new AppError("not_found");
    const usedBy = eq(connections.integrationId, integrationId);
    const [user] = await db
      .select({ id: connections.id })
      .from(connections)
      .where(and(usedBy, ne(connections.status, "revoked")))
      .limit(1);
    if (user !== undefined) throw new AppError("conflict", { reason: "integration_in_use" });
    // Disconnected ones keep their row and time line, and may come back by another integration.
    await db.update(connections).set({ integrationId: null, updatedAt: ctx.now }).where(usedBy);
    await db.delete(integrations).where(eq(integrations.id, integrationId));
    await recordAudit(
      { ...ctx, db },
      {
        action: "integration.removed",
        subjectType: "integration",
        subjectId: integrationId,
        projectId: project.id,
      },
    );
  });
}
