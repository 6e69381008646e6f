import type { Route } from "next";
import { isProviderId, type ProviderId } from "@/lib/domain/provider";

export interface ListFilter {
  show?: "attention" | "disabled";
  provider?: ProviderId;
  query?: string;
}

type Parameters = Record<string, string | string[] | undefined>;

const longestQuery = 100;

/** What the page's address asks for; what makes no sense is left out. */
export function filterFrom({ show, provider, q }: Parameters): ListFilter {
  const query = typeof q === "string" ? q.trim().slice(0, longestQuery) : "";
  return {
    ...((show === "attention" || show === "disabled") && { show }),
    ...(typeof provider === "string" && isProviderId(provider) && { provider }),
    ...(query !== "" && { query }),
  };
}

export function isFiltered(filter: ListFilter): boolean {
  return Object.keys(filter).length > 0;
}

export function listHref({ show, provider, query }: ListFilter, cursor: string | null = null): Route {
  const parameters = new URLSearchParams();
  const given = { show, provider, q: query, cursor };
  for (const [name, value] of Object.entries(given)) if (value) parameters.set(name, value);
  return parameters.size === 0 ? "/dashboard/connections" : `/dashboard/connections?${parameters}`;
}
