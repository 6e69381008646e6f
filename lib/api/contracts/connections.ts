import { z } from "zod";
import { ConnectionId } from "@/lib/domain/connection-id";
import { dodoisClusterIds } from "@/lib/domain/dodois-cluster";
import { providerIds } from "@/lib/domain/provider";
import { defineContract } from "../contract";

const OfConnection = z.object({ id: ConnectionId });

const Connection = z.object({
  id: z.uuid(),
  provider: z.enum(providerIds),
  /** Of Dodo IS; null for amoCRM, which has one. */
  cluster: z.enum(dodoisClusterIds).nullable(),
  name: z.string(),
  status: z.enum(["pending", "active", "degraded", "reauth_required", "disabled", "revoked"]),
  account_id: z.string(),
  gen: z.number().int(),
  expires_at: z.iso.datetime().nullable(),
  next_refresh_at: z.iso.datetime().nullable(),
});

export const listConnectionsContract = defineContract({
  method: "GET",
  path: "/api/v1/connections",
  operationId: "listConnections",
  summary: "The project's connections, the newest first",
  scope: "connections:read",
  params: z.object({}),
  query: z.object({ cursor: z.uuid().optional(), provider: z.enum(providerIds).optional() }),
  body: z.undefined(),
  response: {
    status: 200,
    body: z.object({ items: z.array(Connection), next_cursor: z.string().nullable() }),
  },
  errors: ["unauthenticated", "forbidden", "validation_failed", "rate_limited"],
});

export const getConnectionTokenContract = defineContract({
  method: "GET",
  path: "/api/v1/connections/{id}/token",
  operationId: "getConnectionToken",
  summary: "A fresh access token; after a 401 pass its `gen` as `after_gen` to get a later one",
  scope: "connections:token",
  params: OfConnection,
  query: z.object({ after_gen: z.coerce.number().int().min(0).max(2_147_483_647).optional() }),
  body: z.undefined(),
  response: {
    status: 200,
    body: z.object({
      access_token: z.string(),
      token_type: z.literal("Bearer"),
      gen: z.number().int(),
      expires_at: z.iso.datetime(),
    }),
  },
  errors: [
    "unauthenticated",
    "forbidden",
    "not_found",
    "conflict",
    "reauth_required",
    "validation_failed",
    "rate_limited",
    "unavailable",
  ],
});
