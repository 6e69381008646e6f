import type { Route } from "next";

/** Where each of the page's two lists begins; null: at its beginning. */
export interface PageCursors {
  codes: string | null;
  people: string | null;
}

/** The page with its lists at these places, showing the one of them that was paged. */
export function pageHref(cursors: PageCursors, paged: keyof PageCursors): Route {
  const query = new URLSearchParams();
  if (cursors.codes !== null) query.set("codes", cursors.codes);
  if (cursors.people !== null) query.set("people", cursors.people);
  return `/dashboard/referrals?${query}#${paged}`;
}
