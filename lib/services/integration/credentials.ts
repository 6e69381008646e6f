import "server-only";
import { and, eq } from "drizzle-orm";
import { integrations } from "@/db/schema/integration";
import type { Context } from "@/lib/context";
import { unseal } from "@/lib/crypto/seal";
import type { Credentials } from "@/lib/providers/provider";
import { secretBinding } from "./secret-binding";

/** An integration's credentials, its secret opened; null where there is no such integration. */
export async function findCredentials(
  ctx: Pick<Context, "db">,
  where: { integrationId: string } | { projectId: string; clientId: string },
): Promise<Credentials | null> {
  const [row] = await ctx.db
    .select()
    .from(integrations)
    .where(
      "integrationId" in where
        ? eq(integrations.id, where.integrationId)
        : and(eq(integrations.projectId, where.projectId), eq(integrations.clientId, where.clientId)),
    );
  if (row === undefined) return null;
  return {
    clientId: row.clientId,
    clientSecret: await unseal(row.clientSecretSealed, secretBinding(row.id)),
    redirectUri: row.redirectUri,
  };
}

/**
 * What a connection acts with: null for the deployment's own registration.
 *
 * @throws {Error} where the integration is gone or its secret does not open.
 */
export async function credentialsOf(
  ctx: Pick<Context, "db">,
  connection: { integrationId: string | null },
): Promise<Credentials | null> {
  if (connection.integrationId === null) return null;
  const found = await findCredentials(ctx, { integrationId: connection.integrationId });
  if (found === null) throw new Error("The connection's integration is gone.");
  return found;
}
