import "server-only";
import { connections } from "@/db/schema/connection";
import type { DodoisClusterId } from "@/lib/domain/dodois-cluster";
import type { ProviderId } from "@/lib/domain/provider";
import type { ConnectionStatus } from "@/lib/domain/refresh-failure";

/** What people and programs see of a connection: never a token, sealed or not. */
export interface ConnectionSummary {
  id: string;
  provider: ProviderId;
  /** Dodo IS: the installation that the account is of. */
  cluster: DodoisClusterId;
  name: string;
  status: ConnectionStatus;
  upstreamAccountId: string;
  upstreamOrigin: string;
  /** Null where it was connected by the deployment's own registration. */
  integrationId: string | null;
  scopes: string[];
  gen: number;
  expiresAt: Date | null;
  nextRefreshAt: Date | null;
  lastRefreshedAt: Date | null;
  failCount: number;
  firstFailedAt: Date | null;
  lastErrorClass: string | null;
  lastErrorCode: string | null;
  createdAt: Date;
}

export const summaryColumns = {
  id: connections.id,
  provider: connections.provider,
  cluster: connections.cluster,
  name: connections.name,
  status: connections.status,
  upstreamAccountId: connections.upstreamAccountId,
  upstreamOrigin: connections.upstreamOrigin,
  integrationId: connections.integrationId,
  scopes: connections.scopes,
  gen: connections.gen,
  expiresAt: connections.expiresAt,
  nextRefreshAt: connections.nextRefreshAt,
  lastRefreshedAt: connections.lastRefreshedAt,
  failCount: connections.failCount,
  firstFailedAt: connections.firstFailedAt,
  lastErrorClass: connections.lastErrorClass,
  lastErrorCode: connections.lastErrorCode,
  createdAt: connections.createdAt,
} satisfies Record<keyof ConnectionSummary, unknown>;
