import "server-only";
import { amocrmAccountHost, amocrmShardHost } from "@/lib/domain/amocrm-host";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { type ProviderRequest, type ProviderResponse, send } from "./http";

type AmocrmRequest = Omit<ProviderRequest, "url" | "outbound"> & {
  /** The host is one that somebody named, and was not heard of from amoCRM. */
  isHostUnproven?: boolean;
};

/**
 * A request to an account's host. In the sandbox it goes to the imitation's origin with the
 * account's name in `Host`.
 *
 * @throws {AppError} `provider_error`; `bad_request` for a host that is not an account's.
 */
export async function sendToAccount(
  origin: string,
  path: string,
  request: AmocrmRequest,
): Promise<ProviderResponse> {
  const host = amocrmAccountHost(origin);
  if (host === null) throw new AppError("bad_request", { reason: "account_host_refused" });
  return await sendToHost(host, path, request);
}

/** A request to the API shard that an access token names; null where it names none of amoCRM's. */
export async function sendToShard(
  domain: string,
  path: string,
  request: AmocrmRequest,
): Promise<ProviderResponse | null> {
  const host = amocrmShardHost(domain);
  return host === null ? null : await sendToHost(host, path, request);
}

async function sendToHost(
  host: string,
  path: string,
  { isHostUnproven = false, ...request }: AmocrmRequest,
): Promise<ProviderResponse> {
  const sandbox = env().AMOCRM_SANDBOX_ORIGIN;
  const url = new URL(path, sandbox ?? `https://${host}`);
  const surface = path.startsWith("/oauth2/") ? "token" : "api";
  return await send({
    ...request,
    outbound: { provider: "amocrm", surface, account: host, isHostUnproven },
    url,
    headers: { ...request.headers, ...(sandbox !== undefined && { host }) },
  });
}
