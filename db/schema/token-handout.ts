import { date, index, integer, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { instant } from "../columns";
import { apiKeys } from "./api-key";
import { connections } from "./connection";

/** How often a key was handed a connection's token, by day. */
export const tokenHandouts = pgTable(
  "token_handouts",
  {
    connectionId: uuid()
      .notNull()
      .references(() => connections.id, { onDelete: "cascade" }),
    apiKeyId: uuid()
      .notNull()
      .references(() => apiKeys.id, { onDelete: "cascade" }),
    day: date({ mode: "string" }).notNull(),
    handouts: integer().notNull(),
    lastAt: instant().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.apiKeyId, table.day] }),
    index("token_handouts_day_idx").on(table.day),
  ],
);
