import { z } from "zod";

/** A part of a list that is ordered by UUIDv7, the newest first. */
export interface Page<T> {
  items: T[];
  /** To be passed for the next part; null at the end. */
  nextCursor: string | null;
}

export interface PageRequest {
  /** Null: from the beginning. */
  cursor: string | null;
  limit: number;
}

/** Cuts a page out of rows of which one more than `limit` was asked for. */
export function cutPage<T extends { id: string }>(rows: T[], limit: number): Page<T> {
  const items = rows.slice(0, limit);
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** The cursor in a page's address; what is none starts from the beginning. */
export function cursorFrom(parameter: string | string[] | undefined): string | null {
  return z.uuid().safeParse(parameter).data ?? null;
}
