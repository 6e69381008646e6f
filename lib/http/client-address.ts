import { env } from "@/lib/env";

/** Set by our own server from the socket; whatever a client sends under this name is overwritten there. */
export const clientAddressHeader = "x-mostik-client-address";

interface HeaderReader {
  get(name: string): string | null;
}

/**
 * The client's address, from a source that the client cannot choose: our own server's socket, or
 * Vercel's edge. Null elsewhere, where no header can be believed.
 */
export function clientAddress(headers: HeaderReader): string | null {
  const { MOSTIK_OWN_DOOR, VERCEL } = env();
  if (MOSTIK_OWN_DOOR) return headers.get(clientAddressHeader);
  if (VERCEL) return headers.get("x-vercel-forwarded-for")?.split(",")[0]?.trim() ?? null;
  return null;
}

/** The address behind `trustedHops` proxies of ours, each of which appends to X-Forwarded-For. */
export function addressBehindProxies(socket: string, forwardedFor: string, trustedHops: number): string {
  const chain = [...forwardedFor.split(",").map((part) => part.trim()), socket].filter((part) => part !== "");
  return chain[Math.max(0, chain.length - 1 - trustedHops)] ?? socket;
}
