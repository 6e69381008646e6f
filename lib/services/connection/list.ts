import "server-only";
import { and, desc, eq, ilike, inArray, lt, ne } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context } from "@/lib/context";
import { cutPage, type Page } from "@/lib/domain/page";
import type { ProviderId } from "@/lib/domain/provider";
import { type ConnectionSummary, summaryColumns } from "./summary";

const pageSize = 25;

export interface ConnectionFilter {
  projectId: string;
  cursor: string | null;
  provider?: ProviderId;
  /** Only those that want somebody's attention. */
  attention?: boolean;
  /** A part of the name. */
  query?: string;
}

/** A project's connections, the newest first, without those that were disconnected. */
export async function listConnections(
  ctx: Pick<Context, "db">,
  filter: ConnectionFilter,
): Promise<Page<ConnectionSummary>> {
  const { projectId, cursor, provider, attention, query } = filter;
  const rows = await ctx.db
    .select(summaryColumns)
    .from(connections)
    .where(
      and(
        eq(connections.projectId, projectId),
        ne(connections.status, "revoked"),
        cursor === null ? undefined : lt(connections.id, cursor),
        provider === undefined ? undefined : eq(connections.provider, provider),
        attention === true ? inArray(connections.status, ["degraded", "reauth_required"]) : undefined,
        query === undefined || query === "" ? undefined : ilike(connections.name, `%${escapeLike(query)}%`),
      ),
    )
    .orderBy(desc(connections.id))
    .limit(pageSize + 1);
  return cutPage(rows, pageSize);
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
