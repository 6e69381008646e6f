import "server-only";
import { z } from "zod";
import { type DodoisAccess, type DodoisQuery, getDodois, unexpectedAnswer } from "./request";

const mostPages = 1_000;
const Page = z.looseObject({ isEndOfListReached: z.boolean().nullish() });

interface DodoisList<T extends z.ZodType> {
  path: string;
  query?: DodoisQuery;
  /** The member of the answer that holds the rows; several where the name has changed over time. */
  root: string | readonly string[];
  row: T;
}

/** A list that comes whole. */
export async function getList<T extends z.ZodType>(
  access: DodoisAccess,
  list: DodoisList<T>,
): Promise<z.output<T>[]> {
  return (await getPage(access, list)).rows;
}

/**
 * A list that comes in pages: read on until the provider says that it has ended, or sends nothing.
 *
 * @param take rows in a page, at most 1000.
 */
export async function getWholeList<T extends z.ZodType>(
  access: DodoisAccess,
  list: DodoisList<T>,
  take = 1_000,
): Promise<z.output<T>[]> {
  const all: z.output<T>[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const { rows, isEnd } = await getPage(access, {
      ...list,
      query: { ...list.query, skip: all.length, take },
    });
    all.push(...rows);
    // Where the mark is missing, a page that is not full is the last one.
    if (rows.length === 0 || (isEnd ?? rows.length < take)) return all;
  }
  throw unexpectedAnswer();
}

async function getPage<T extends z.ZodType>(access: DodoisAccess, { path, query, root, row }: DodoisList<T>) {
  const body = await getDodois(access, { path, schema: Page, ...(query !== undefined && { query }) });
  const held = [root].flat().find((name) => Object.hasOwn(body, name));
  const rows = z.array(row).safeParse(held === undefined ? null : body[held]);
  if (!rows.success) throw unexpectedAnswer();
  return { rows: rows.data, isEnd: body.isEndOfListReached ?? null };
}
