import "server-only";
import { type DodoisClusterId, dodoisClusterIds } from "@/lib/domain/dodois-cluster";
import { type Env, env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** One installation of Dodo IS: who signs people in, and where its API is; without slashes at their ends. */
export interface DodoisCluster {
  id: DodoisClusterId;
  issuer: string;
  api: string;
}

// Neither address follows from the other: the pairs are facts of the provider. So is each registration.
const settings = {
  io: (env: Env) => ({
    issuer: env.DODOIS_ISSUER,
    api: env.DODOIS_API_URL,
    clientId: env.DODOIS_CLIENT_ID,
    clientSecret: env.DODOIS_CLIENT_SECRET,
  }),
  com: (env: Env) => ({
    issuer: env.DODOIS_COM_ISSUER,
    api: env.DODOIS_COM_API_URL,
    clientId: env.DODOIS_COM_CLIENT_ID,
    clientSecret: env.DODOIS_COM_CLIENT_SECRET,
  }),
} satisfies Record<DodoisClusterId, (env: Env) => object>;

export function dodoisCluster(id: DodoisClusterId): DodoisCluster {
  const { issuer, api } = settings[id](env());
  return { id, issuer: bare(issuer), api: bare(api) };
}

/**
 * The cluster whose tokens an issuer gives. They go nowhere else.
 *
 * @throws {AppError} `provider_not_configured` for an issuer of no known cluster.
 */
export function clusterOfIssuer(issuer: string): DodoisCluster {
  const found = dodoisClusterIds.map(dodoisCluster).find((cluster) => cluster.issuer === bare(issuer));
  if (found === undefined) throw new AppError("provider_not_configured");
  return found;
}

/** The deployment's own registration at a cluster; null where it has none. */
export function dodoisRegistration(id: DodoisClusterId): { clientId: string; clientSecret: string } | null {
  const { clientId, clientSecret } = settings[id](env());
  return clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret };
}

// A refresh asks for the same two issuers several times, and to parse them costs as much as to seal a token.
const bareUrls = new Map<string, string>();
const remembered = 100;

function bare(url: string): string {
  const known = bareUrls.get(url);
  if (known !== undefined) return known;
  const made = new URL(url).href.replace(/\/+$/, "");
  if (bareUrls.size < remembered) bareUrls.set(url, made);
  return made;
}
