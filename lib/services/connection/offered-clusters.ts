import "server-only";
import { type DodoisClusterId, dodoisClusterIds } from "@/lib/domain/dodois-cluster";
import { provider } from "@/lib/providers/registry";

/** The clusters of Dodo IS where somebody can be sent to sign in: those at which the deployment is registered. */
export function offeredClusters(): DodoisClusterId[] {
  return dodoisClusterIds.filter((id) => provider("dodois").isConfigured(id));
}
