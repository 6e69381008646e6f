import type { Route } from "next";
import { type DodoisClusterId, isDodoisClusterId } from "@/lib/domain/dodois-cluster";
import { isProviderId, type ProviderId } from "@/lib/domain/provider";

export interface ListFilter {
  show?: "attention" | "disabled";
  provider?: ProviderId;
  /** Of Dodo IS. */
  cluster?: DodoisClusterId;
  query?: string;
}

type Parameters = Record<string, string | string[] | undefined>;

const longestQuery = 100;

/** What the page's address asks for; what makes no sense is left out. */
export function filterFrom({ show, provider, q }: Parameters): ListFilter {
  const query = typeof q === "string" ? q.trim().slice(0, longestQuery) : "";
  return {
    ...((show === "attention" || show === "disabled") && { show }),
    ...(typeof provider === "string" && placeFrom(provider)),
    ...(query !== "" && { query }),
  };
}

export function isFiltered(filter: ListFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** What the address calls a provider, or one of its clusters: `dodois`, `dodois.com`. */
export function placeText({ provider, cluster }: Pick<ListFilter, "provider" | "cluster">): string {
  return [provider, cluster].filter((part) => part !== undefined).join(".");
}

export function listHref(filter: ListFilter, cursor: string | null = null): Route {
  const parameters = new URLSearchParams();
  const given = { show: filter.show, provider: placeText(filter), q: filter.query, cursor };
  for (const [name, value] of Object.entries(given)) if (value) parameters.set(name, value);
  return parameters.size === 0 ? "/dashboard/connections" : `/dashboard/connections?${parameters}`;
}

function placeFrom(text: string): Pick<ListFilter, "provider" | "cluster"> {
  if (isProviderId(text)) return { provider: text };
  const [provider, cluster = "", ...rest] = text.split(".");
  const isCluster = provider === "dodois" && isDodoisClusterId(cluster) && rest.length === 0;
  return isCluster ? { provider, cluster } : {};
}
