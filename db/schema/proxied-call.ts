import { sql } from "drizzle-orm";
import { check, date, index, integer, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { instant } from "../columns";
import { apiKeys } from "./api-key";
import { connections } from "./connection";

/** How often a key called a connection's provider through the proxy, by day. */
export const proxiedCalls = pgTable(
  "proxied_calls",
  {
    connectionId: uuid()
      .notNull()
      .references(() => connections.id, { onDelete: "cascade" }),
    apiKeyId: uuid()
      .notNull()
      .references(() => apiKeys.id, { onDelete: "cascade" }),
    day: date({ mode: "string" }).notNull(),
    calls: integer().notNull(),
    /** Of them answered with 4xx. */
    refused: integer().notNull(),
    /** Of them answered with 5xx, by the provider or by us in its place. */
    failed: integer().notNull(),
    lastAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.apiKeyId, table.day] }),
    index("proxied_calls_day_idx").on(table.day),
    check(
      "proxied_calls_counts_check",
      sql`${table.refused} >= 0 and ${table.failed} >= 0 and ${table.calls} >= ${table.refused} + ${table.failed}`,
    ),
  ],
);
