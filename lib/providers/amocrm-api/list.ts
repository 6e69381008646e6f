import "server-only";
import { z } from "zod";
import { amocrmAccountHost } from "@/lib/domain/amocrm-host";
import { type AmocrmAccess, getAmocrm, unexpectedAnswer } from "./request";

const mostPerPage = 250;

const Page = z.object({
  _links: z.object({ next: z.object({ href: z.string() }).nullish() }).nullish(),
  _embedded: z.record(z.string(), z.unknown()),
});

interface AmocrmList<T extends z.ZodType> {
  path: `/api/v4/${string}`;
  query?: Record<string, string>;
  /** The member of `_embedded` that holds the rows. */
  name: string;
  row: T;
  /** More than these are not read: the API gives no totals, and a large account has no end. */
  most: number;
}

/** The rows, and whether they are all there are. */
export interface Rows<T> {
  rows: T[];
  isWhole: boolean;
}

/** A list, read on by its `next` links (HAL) until it ends or is long enough. */
export async function getRows<T extends z.ZodType>(
  access: AmocrmAccess,
  { path, query = {}, name, row, most }: AmocrmList<T>,
): Promise<Rows<z.output<T>>> {
  const limit = String(Math.min(most, mostPerPage));
  const rows: z.output<T>[] = [];
  let next: string | null = `${path}?${new URLSearchParams({ ...query, limit })}`;
  while (next !== null && rows.length < most) {
    const page: z.output<typeof Page> | null = await getAmocrm(access, next, Page);
    if (page === null) return { rows, isWhole: true };
    const found = z.array(row).safeParse(page._embedded[name]);
    if (!found.success) throw unexpectedAnswer("unexpected_answer");
    rows.push(...found.data);
    const href: string | undefined = page._links?.next?.href;
    next = href === undefined || found.data.length === 0 ? null : ownPath(access.origin, path, href);
  }
  return { rows: rows.slice(0, most), isWhole: next === null && rows.length <= most };
}

/** The token goes along, so a link is followed only within the same list of the same account. */
function ownPath(origin: string, path: string, href: string): string {
  const url = URL.canParse(href, origin) ? new URL(href, origin) : null;
  const isOwn =
    url !== null &&
    url.protocol === "https:" &&
    url.host === amocrmAccountHost(origin) &&
    url.username === "" &&
    url.pathname === path;
  if (!isOwn) throw unexpectedAnswer("foreign_next_link");
  return url.pathname + url.search;
}
