import "server-only";
import { amocrmAccountHost } from "@/lib/domain/amocrm-host";
import type { ProviderId } from "@/lib/domain/provider";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { clusterOfIssuer } from "./dodois-api/cluster";
import type { Outbound } from "./outbound";
import { tokenName } from "./token-name";

export interface ProxyTarget {
  /** Everything that is asked through a connection is below it; no slash at its end. */
  base: string;
  headers: Record<string, string>;
  outbound: Outbound;
}

/**
 * Where the token of a connection may go, and nowhere else: Dodo IS, the API of the issuer's
 * cluster; amoCRM, the account's own host.
 */
export function proxyTarget(connection: {
  provider: ProviderId;
  upstreamOrigin: string;
  accessToken: string;
}): ProxyTarget {
  const headers = { authorization: `Bearer ${connection.accessToken}` };
  if (connection.provider === "dodois") {
    const account = tokenName(connection.accessToken);
    const { id: cluster, api: base } = clusterOfIssuer(connection.upstreamOrigin);
    return { base, headers, outbound: { provider: "dodois", surface: "api", account, cluster } };
  }
  const host = amocrmAccountHost(connection.upstreamOrigin);
  if (host === null) throw new AppError("bad_request", { reason: "account_host_refused" });
  const outbound = { provider: "amocrm", surface: "api", account: host } as const;
  const sandbox = env().AMOCRM_SANDBOX_ORIGIN;
  if (sandbox === undefined) return { base: `https://${host}`, headers, outbound };
  return { base: new URL(sandbox).origin, headers: { ...headers, host }, outbound };
}
