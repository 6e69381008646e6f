import "server-only";
import { clusterOfIssuer } from "@/lib/providers/dodois-api/cluster";
import type { DodoisAccess } from "@/lib/providers/dodois-api/request";
import type { FreshToken } from "../connection/fresh-token";

export function dodoisAccess({ accessToken, upstreamOrigin }: FreshToken, now: Date): DodoisAccess {
  return { cluster: clusterOfIssuer(upstreamOrigin), accessToken, now };
}
