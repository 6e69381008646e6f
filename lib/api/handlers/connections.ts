import type { Handler } from "@/lib/http/handler";
import { route } from "@/lib/http/route";
import { getToken } from "@/lib/services/connection/get-token";
import { listConnections } from "@/lib/services/connection/list";
import type { ConnectionSummary } from "@/lib/services/connection/summary";
import { getConnectionTokenContract, listConnectionsContract } from "../contracts/connections";

export const listConnectionsHandler: Handler = route(listConnectionsContract, async ({ ctx, query }) => {
  const page = await listConnections(ctx, {
    projectId: ctx.actor.projectId,
    cursor: query.cursor ?? null,
    ...(query.provider !== undefined && { provider: query.provider }),
  });
  return { items: page.items.map(connectionBody), next_cursor: page.nextCursor };
});

export const getConnectionTokenHandler: Handler = route(
  getConnectionTokenContract,
  async ({ ctx, params, query }) => {
    const token = await getToken(ctx, params.id, query.after_gen ?? null);
    return {
      access_token: token.accessToken,
      token_type: "Bearer" as const,
      gen: token.gen,
      expires_at: token.expiresAt.toISOString(),
    };
  },
  { connectionIn: "id" },
);

function connectionBody(connection: ConnectionSummary) {
  return {
    id: connection.id,
    provider: connection.provider,
    cluster: connection.provider === "dodois" ? connection.cluster : null,
    name: connection.name,
    status: connection.status,
    account_id: connection.upstreamAccountId,
    gen: connection.gen,
    expires_at: connection.expiresAt?.toISOString() ?? null,
    next_refresh_at: connection.nextRefreshAt?.toISOString() ?? null,
  };
}
