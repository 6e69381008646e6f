import "server-only";
import { and, desc, eq, ilike, inArray, lt, ne } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context } from "@/lib/context";
import type { DodoisClusterId } from "@/lib/domain/dodois-cluster";
import { escapeLike } from "@/lib/domain/escape-like";
import { cutPage, type Page } from "@/lib/domain/page";
import type { ProviderId } from "@/lib/domain/provider";
import type { ConnectionStatus } from "@/lib/domain/refresh-failure";
import { type ConnectionSummary, summaryColumns } from "./summary";

const pageSize = 25;

export interface ConnectionFilter {
  projectId: string;
  cursor: string | null;
  provider?: ProviderId;
  /** Of Dodo IS. */
  cluster?: DodoisClusterId;
  /** Only those that want somebody's attention, or only those that are switched off. */
  show?: "attention" | "disabled";
  /** A part of the name. */
  query?: string;
}

const shownStatuses = {
  attention: ["degraded", "reauth_required"],
  disabled: ["disabled"],
} satisfies Record<string, ConnectionStatus[]>;

/** A project's connections, the newest first, without those that were disconnected. */
export async function listConnections(
  ctx: Pick<Context, "db">,
  filter: ConnectionFilter,
): Promise<Page<ConnectionSummary>> {
  return cutPage(await connectionsQuery(ctx, filter), pageSize);
}

/**
 * One page and a row more. It walks the project's own index from the cursor on, so a rare match
 * costs a walk over one project, never over all.
 */
export function connectionsQuery(
  ctx: Pick<Context, "db">,
  { projectId, cursor, provider, cluster, show, query = "" }: ConnectionFilter,
) {
  return ctx.db
    .select(summaryColumns)
    .from(connections)
    .where(
      and(
        eq(connections.projectId, projectId),
        ne(connections.status, "revoked"),
        cursor === null ? undefined : lt(connections.id, cursor),
        provider === undefined ? undefined : eq(connections.provider, provider),
        cluster === undefined ? undefined : eq(connections.cluster, cluster),
        show === undefined ? undefined : inArray(connections.status, shownStatuses[show]),
        query === "" ? undefined : ilike(connections.name, `%${escapeLike(query)}%`),
      ),
    )
    .orderBy(desc(connections.id))
    .limit(pageSize + 1);
}
