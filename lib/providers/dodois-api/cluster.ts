import "server-only";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** One installation of Dodo IS: who signs people in, and where its API is. */
export interface DodoisCluster {
  issuer: string;
  api: string;
}

// Neither address follows from the other: the pairs are facts of the provider.
const knownClusters: readonly DodoisCluster[] = [
  { issuer: "https://auth.dodois.io", api: "https://api.dodois.io" },
  { issuer: "https://auth.dodois.com", api: "https://api.dodois.com" },
];

/**
 * The cluster that a connection's issuer belongs to: the deployment's own pair
 * (`DODOIS_ISSUER`, `DODOIS_API_URL`) first, then the public ones. A token goes nowhere else.
 *
 * @throws {AppError} `provider_not_configured` for an issuer of no known cluster.
 */
export function dodoisCluster(issuer: string): DodoisCluster {
  const own = { issuer: env().DODOIS_ISSUER, api: env().DODOIS_API_URL };
  const found = [own, ...knownClusters].find((cluster) => bare(cluster.issuer) === bare(issuer));
  if (found === undefined) throw new AppError("provider_not_configured");
  return { issuer: bare(found.issuer), api: bare(found.api) };
}

function bare(url: string): string {
  return url.replace(/\/+$/, "");
}
