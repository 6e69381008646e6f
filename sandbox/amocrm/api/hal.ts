import { type Answer, json } from "@/sandbox/control/answer";

const mostPerPage = 250;

/** One page of a list in amoCRM's HAL; an empty page is 204 without a body. */
export function halPage<T>(
  host: string,
  path: string,
  query: URLSearchParams,
  name: string,
  items: T[],
): Answer {
  const page = positive(query.get("page"), 1);
  const limit = Math.min(positive(query.get("limit"), 50), mostPerPage);
  const start = (page - 1) * limit;
  const shown = items.slice(start, start + limit);
  if (shown.length === 0) return { status: 204 };
  const href = (number: number) => {
    const link = new URLSearchParams(query);
    link.set("page", String(number));
    link.set("limit", String(limit));
    return { href: `https://${host}${path}?${link}` };
  };
  const hasNext = start + limit < items.length;
  const links = { self: href(page), ...(hasNext && { next: href(page + 1) }) };
  return json(200, { _page: page, _links: links, _embedded: { [name]: shown } }, "application/hal+json");
}

function positive(text: string | null, usual: number): number {
  const value = Number(text ?? usual);
  return Number.isInteger(value) && value > 0 ? value : usual;
}
