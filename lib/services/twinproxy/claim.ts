import "server-only";
import { and, eq } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import { projects } from "@/db/schema/project";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { recordAudit } from "../audit/record";
import { findCredentials } from "../integration/credentials";
import { currentProjectAsAdmin } from "../project/current";
import { authenticateLogin, lockLogin, type TwinproxyLogin } from "./authenticate";
import { lockProject } from "./lock-project";

/**
 * Takes a login's connection and integration into the person's current project. The login goes on
 * working; its connection keeps its id, tokens and time line.
 *
 * @returns the connection's id.
 * @throws {AppError} `conflict` with a reason where another project has it, or the project has this
 * account already; what `authenticateLogin` throws.
 */
export async function claimLogin(
  ctx: Context<UserActor>,
  input: { login: string; password: string },
): Promise<string> {
  const project = await currentProjectAsAdmin(ctx);
  const known = await authenticateLogin(ctx, input);
  return await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const row = await lockLogin(tx, known);
    if (row.claimedAt !== null) {
      if (row.projectId === project.id) return row.connectionId;
      throw new AppError("conflict", { reason: "twinproxy_claimed" });
    }
    await moveLogin(tx, row, project.id);
    await recordAudit(tx, {
      action: "twinproxy.claimed",
      subjectType: "twinproxy_login",
      subjectId: row.id,
      projectId: project.id,
      data: { connectionId: row.connectionId },
    });
    return row.connectionId;
  });
}

async function moveLogin(ctx: Context<UserActor>, row: TwinproxyLogin, projectId: string): Promise<void> {
  const [connection] = await ctx.db
    .select()
    .from(connections)
    .where(eq(connections.id, row.connectionId))
    .for("update");
  if (connection === undefined) throw new AppError("not_found");
  await lockProject(ctx, projectId);
  await refuseSecond(ctx, projectId, connection.upstreamAccountId);
  const integrationId = await moveIntegration(ctx, connection, projectId);
  // What was connected before and is no more stays behind, and goes with the login's own project.
  await ctx.db
    .update(connections)
    .set({ projectId, integrationId, createdBy: ctx.actor.userId, updatedAt: ctx.now })
    .where(eq(connections.id, connection.id));
  await ctx.db
    .update(twinproxyLogins)
    .set({ projectId, claimedAt: ctx.now, updatedAt: ctx.now })
    .where(eq(twinproxyLogins.id, row.id));
  await ctx.db.delete(connections).where(eq(connections.projectId, row.projectId));
  await ctx.db.delete(integrations).where(eq(integrations.projectId, row.projectId));
  await ctx.db.delete(projects).where(eq(projects.id, row.projectId));
}

async function refuseSecond(ctx: Context, projectId: string, upstreamAccountId: string): Promise<void> {
  const same = and(
    eq(connections.projectId, projectId),
    eq(connections.provider, "amocrm"),
    eq(connections.upstreamAccountId, upstreamAccountId),
  );
  if ((await ctx.db.$count(connections, same)) === 0) return;
  throw new AppError("conflict", { reason: "twinproxy_account_known" });
}

/** A registration at amoCRM stands once in a project: one that the project has must be the same to the letter. */
async function moveIntegration(
  ctx: Context,
  connection: typeof connections.$inferSelect,
  projectId: string,
): Promise<string | null> {
  const { integrationId } = connection;
  if (integrationId === null) return null;
  const brought = await findCredentials(ctx, { integrationId });
  if (brought === null) return null;
  const sameClient = and(eq(integrations.projectId, projectId), eq(integrations.clientId, brought.clientId));
  const [own] = await ctx.db.select({ id: integrations.id }).from(integrations).where(sameClient);
  if (own === undefined) {
    await ctx.db
      .update(integrations)
      .set({ projectId, updatedAt: ctx.now })
      .where(eq(integrations.id, integrationId));
    return integrationId;
  }
  const kept = await findCredentials(ctx, { integrationId: own.id });
  if (kept?.clientSecret === brought.clientSecret && kept.redirectUri === brought.redirectUri) return own.id;
  throw new AppError("conflict", { reason: "twinproxy_integration_differs" });
}
