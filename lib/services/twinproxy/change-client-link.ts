import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import type { Context } from "@/lib/context";
import type { FieldsOf } from "@/lib/domain/twinproxy/request-fields";
import { AppError } from "@/lib/errors";
import { recordAudit } from "../audit/record";
import { forgotten } from "../connection/forgotten";
import { recordConnectionEvent } from "../connection/record-event";
import { saveConnected } from "../connection/save-connected";
import { saveIntegration } from "../integration/save";
import { authenticateLogin, lockLogin, type TwinproxyLogin } from "./authenticate";
import { exchangeAtLink } from "./exchange";
import { limitRegistration } from "./limit";
import { lockProject } from "./lock-project";
import { shownPair, type TokenPair } from "./token-pair";

/**
 * Puts another integration, code and account behind a login, all in one transaction after the code
 * was accepted: a refused one leaves the old tokens working.
 *
 * @throws {AppError} `conflict` for an account that is connected beside this login; what
 * `authenticateLogin` and `exchangeAtLink` throw.
 */
export async function changeClientLink(
  ctx: Context,
  input: FieldsOf<"changeClientLink">,
): Promise<TokenPair & { clientLink: string }> {
  const known = await authenticateLogin(ctx, input);
  await limitRegistration(ctx);
  const clientLink = input.new_client_link;
  const credentials = {
    clientId: input.new_client_id,
    clientSecret: input.new_client_secret,
    redirectUri: input.new_redirect_uri,
  };
  const granted = await exchangeAtLink(ctx, { link: clientLink, code: input.code, credentials });
  await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const row = await lockLogin(tx, known);
    const { id, projectId } = row;
    await lockProject(tx, projectId);
    await refuseForeign(tx, row, granted.account.id);
    const integrationId = await saveIntegration(tx, projectId, credentials);
    const attempt = { projectId, provider: "amocrm" as const, connectionId: null, integrationId };
    const connectionId = await saveConnected(tx, attempt, granted);
    if (connectionId !== row.connectionId) await retire(tx, row.connectionId);
    await db
      .update(twinproxyLogins)
      .set({ connectionId, clientLink, updatedAt: ctx.now })
      .where(eq(twinproxyLogins.id, id));
    if (row.claimedAt === null) await dropOldIntegrations(tx, projectId, integrationId);
    await recordAudit(tx, {
      action: "twinproxy.client_link_changed",
      subjectType: "twinproxy_login",
      subjectId: id,
      projectId,
    });
  });
  return { ...shownPair(granted.tokens), clientLink };
}

/** In a claimed project the account may be connected by other means, which a login does not take over. */
async function refuseForeign(ctx: Context, row: TwinproxyLogin, accountId: string): Promise<void> {
  const [other] = await ctx.db
    .select({ status: connections.status, loginId: twinproxyLogins.id })
    .from(connections)
    .leftJoin(twinproxyLogins, eq(twinproxyLogins.connectionId, connections.id))
    .where(
      and(
        eq(connections.projectId, row.projectId),
        eq(connections.provider, "amocrm"),
        eq(connections.upstreamAccountId, accountId),
        ne(connections.id, row.connectionId),
      ),
    );
  if (other === undefined || (other.status === "revoked" && other.loginId === null)) return;
  throw new AppError("conflict", { reason: "twinproxy_account_known" });
}

/** The account of before: its row and time line stay, as after a person's disconnecting. */
async function retire(ctx: Context, connectionId: string): Promise<void> {
  const [row] = await ctx.db
    .update(connections)
    .set({ ...forgotten, status: "revoked", updatedAt: ctx.now })
    .where(and(eq(connections.id, connectionId), ne(connections.status, "revoked")))
    .returning({ gen: connections.gen });
  if (row === undefined) return;
  await recordConnectionEvent(ctx, { connectionId, type: "disconnected", gen: row.gen });
}

async function dropOldIntegrations(ctx: Context, projectId: string, keptId: string): Promise<void> {
  await ctx.db
    .update(connections)
    .set({ integrationId: null })
    .where(and(eq(connections.projectId, projectId), ne(connections.integrationId, keptId)));
  await ctx.db
    .delete(integrations)
    .where(and(eq(integrations.projectId, projectId), ne(integrations.id, keptId)));
}
