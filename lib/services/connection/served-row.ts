import "server-only";
import { connections } from "@/db/schema/connection";

/** What it takes to decide on a connection's token and to hand it out. */
export const servedColumns = {
  id: connections.id,
  projectId: connections.projectId,
  provider: connections.provider,
  upstreamOrigin: connections.upstreamOrigin,
  status: connections.status,
  gen: connections.gen,
  accessTokenSealed: connections.accessTokenSealed,
  issuedAt: connections.issuedAt,
  expiresAt: connections.expiresAt,
  nextRefreshAt: connections.nextRefreshAt,
  failCount: connections.failCount,
};

export type ServedRow = Pick<typeof connections.$inferSelect, keyof typeof servedColumns>;
