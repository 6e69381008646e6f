import type { Route } from "next";
import type { StatisticsDays } from "./_statistics/statistics-days";

/** What of the page is shown: where each list begins (null: at its beginning), and of how many days. */
export interface PageView {
  codes: string | null;
  people: string | null;
  days: StatisticsDays;
}

/** The page as this view, at the part of it that was changed. */
export function pageHref(view: PageView, part: "codes" | "people" | "statistics"): Route {
  const query = new URLSearchParams({ days: String(view.days) });
  if (view.codes !== null) query.set("codes", view.codes);
  if (view.people !== null) query.set("people", view.people);
  return `/dashboard/referrals?${query}#${part}`;
}
