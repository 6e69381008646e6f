import "server-only";
import { eq } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import { projects } from "@/db/schema/project";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import type { Context } from "@/lib/context";
import { clientLinkHost } from "@/lib/domain/twinproxy/client-link";
import type { FieldsOf } from "@/lib/domain/twinproxy/request-fields";
import { recordAudit } from "../audit/record";
import { authenticateLogin, lockLogin, type TwinproxyLogin, wrongCredentials } from "./authenticate";
import { countWrong } from "./limit";

/**
 * Deletes a login, and its connection unless a person has claimed it: then the connection is theirs.
 * A client link of another account is refused as a wrong password is.
 *
 * @throws {AppError} what `authenticateLogin` throws.
 */
export async function deleteLogin(ctx: Context, input: FieldsOf<"deleteUser">): Promise<void> {
  const known = await authenticateLogin(ctx, input);
  if (!isSameLink(known.clientLink, input.client_link)) {
    await countWrong(ctx, input.login);
    throw wrongCredentials();
  }
  await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const row = await lockLogin(tx, known);
    await recordAudit(tx, {
      action: "twinproxy.deleted",
      subjectType: "twinproxy_login",
      subjectId: row.id,
      projectId: row.projectId,
    });
    await db.delete(twinproxyLogins).where(eq(twinproxyLogins.id, row.id));
    if (row.claimedAt === null) await deleteOwnProject(tx, row);
  });
}

/** Two spellings of one account are one link. */
function isSameLink(stored: string, sent: string): boolean {
  const host = clientLinkHost(sent);
  return stored === sent || (host !== null && host === clientLinkHost(stored));
}

/** In this order: an integration outlives what was connected by it. */
async function deleteOwnProject(ctx: Context, { projectId }: TwinproxyLogin): Promise<void> {
  await ctx.db.delete(connections).where(eq(connections.projectId, projectId));
  await ctx.db.delete(integrations).where(eq(integrations.projectId, projectId));
  await ctx.db.delete(projects).where(eq(projects.id, projectId));
}
