import "server-only";
import { and, count, desc, eq, ne } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import type { Context } from "@/lib/context";

/** What people see of an integration: never its secret. */
export interface IntegrationItem {
  id: string;
  clientId: string;
  redirectUri: string;
  /** How many accounts are connected by it; it can be removed when there are none. */
  connections: number;
  createdAt: Date;
}

/** A project's own integrations, the newest first. They are few: one for each registration at amoCRM. */
export async function listIntegrations(
  ctx: Pick<Context, "db">,
  projectId: string,
): Promise<IntegrationItem[]> {
  return await ctx.db
    .select({
      id: integrations.id,
      clientId: integrations.clientId,
      redirectUri: integrations.redirectUri,
      connections: count(connections.id),
      createdAt: integrations.createdAt,
    })
    .from(integrations)
    .leftJoin(
      connections,
      and(eq(connections.integrationId, integrations.id), ne(connections.status, "revoked")),
    )
    .where(eq(integrations.projectId, projectId))
    .groupBy(integrations.id)
    .orderBy(desc(integrations.id))
    .limit(100);
}
