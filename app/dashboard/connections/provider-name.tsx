import { useTranslations } from "next-intl";
import { offeredClusters } from "@/lib/services/connection/offered-clusters";
import type { ConnectionSummary } from "@/lib/services/connection/summary";

/** The provider, and which of its clusters where that could be another. */
export function ProviderName({ connection }: { connection: ConnectionSummary }) {
  const t = useTranslations("connections");
  const { provider, cluster } = connection;
  const isPlain = provider !== "dodois" || (cluster === "io" && offeredClusters().length < 2);
  const name = t(`providers.${provider}`);
  return isPlain ? name : `${name} · ${t(`clusters.${cluster}.name`)}`;
}
