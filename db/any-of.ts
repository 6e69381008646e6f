import { type Param, type Placeholder, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * `column = any(values)`: one parameter however many values, so that it is one prepared statement. It stands beside a
 * join with a JSON list as well: of that PostgreSQL expects a hundred rows, and would read a table of a thousand from
 * end to end.
 */
export function anyOf(column: PgColumn, values: Placeholder | Param): SQL {
  return sql`${column} = any(${values})`;
}
