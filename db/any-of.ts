import { type Param, type Placeholder, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/** `column = any(values)`: one parameter however many values, so that it is one prepared statement. */
export function anyOf(column: PgColumn, values: Placeholder | Param): SQL {
  return sql`${column} = any(${values})`;
}
