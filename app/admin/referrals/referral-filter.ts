import type { Route } from "next";
import { cursorFrom } from "@/lib/domain/page";
import type { AnyReferralFilter } from "@/lib/services/referral/list-all";

export const statuses = ["pending", "confirmed", "rejected"] as const;

type ListedReferrals = Pick<AnyReferralFilter, "status" | "query">;

type Parameters = Record<string, string | string[] | undefined>;

const longestQuery = 100;

/** What the page's address asks for; what makes no sense is left out. */
export function filterFrom({ status, q, cursor }: Parameters): AnyReferralFilter {
  return {
    status: statuses.find((each) => each === status) ?? null,
    query: typeof q === "string" ? q.trim().slice(0, longestQuery) : "",
    cursor: cursorFrom(cursor),
  };
}

export function referralsHref({ status, query }: ListedReferrals, cursor: string | null = null): Route {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ status, q: query, cursor }))
    if (value) parameters.set(name, value);
  return parameters.size === 0 ? "/admin/referrals" : `/admin/referrals?${parameters}`;
}
