import { plainAddress } from "@/lib/domain/client-network";
import { env } from "@/lib/env";

/** Set by our own server from the socket; whatever a client sends under this name is overwritten there. */
export const clientAddressHeader = "x-mostik-client-address";

interface HeaderReader {
  get(name: string): string | null;
}

/**
 * The client's address, from a source that the client cannot choose: our own server's socket,
 * Vercel's edge, or as many proxies of ours as are said to stand before `next start`. Null
 * elsewhere, where no header can be believed.
 */
export function clientAddress(headers: HeaderReader): string | null {
  const { MOSTIK_OWN_DOOR, VERCEL, TRUSTED_PROXY_HOPS } = env();
  if (MOSTIK_OWN_DOOR) return headers.get(clientAddressHeader);
  if (VERCEL) return headers.get("x-vercel-forwarded-for")?.split(",")[0]?.trim() ?? null;
  if (TRUSTED_PROXY_HOPS === 0) return null;
  // The socket's own address does not get here; that of the client is as far from the end as without it.
  return forwarded(headers.get("x-forwarded-for") ?? "").at(-TRUSTED_PROXY_HOPS) ?? null;
}

/** Whether this way of running knows its clients' addresses: else all share the limits of one. */
export function knowsClients(): boolean {
  const { MOSTIK_OWN_DOOR, VERCEL, TRUSTED_PROXY_HOPS } = env();
  return MOSTIK_OWN_DOOR || VERCEL || TRUSTED_PROXY_HOPS > 0;
}

/** The address behind `trustedHops` proxies of ours, each of which appends to X-Forwarded-For. */
export function addressBehindProxies(socket: string, forwardedFor: string, trustedHops: number): string {
  const chain = [...forwarded(forwardedFor), plainAddress(socket)];
  return chain[Math.max(0, chain.length - 1 - trustedHops)] ?? socket;
}

function forwarded(list: string): string[] {
  return list
    .split(",")
    .map((part) => plainAddress(part.trim()))
    .filter((part) => part !== "");
}
