import { index, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { connections } from "./connection";

/** The append-only time line of a connection; never holds token text. */
export const connectionEvents = pgTable(
  "connection_events",
  {
    id: id(),
    connectionId: uuid()
      .notNull()
      .references(() => connections.id, { onDelete: "cascade" }),
    type: text({
      enum: [
        "connected",
        "reconnected",
        "refreshed",
        "refresh_failed",
        "reauth_required",
        "recovered",
        "disabled",
        "enabled",
        "disconnected",
      ],
    }).notNull(),
    gen: integer().notNull(),
    actorType: text({ enum: ["user", "api_key", "system", "anonymous"] }).notNull(),
    actorId: text(),
    errorClass: text(),
    errorCode: text(),
    httpStatus: integer(),
    durationMs: integer(),
    refreshFingerprint: text(),
    nextRefreshAt: instant(),
    createdAt: createdAt(),
  },
  (table) => [
    index("connection_events_connection_id_idx").on(table.connectionId, table.id),
    index("connection_events_created_at_idx").on(table.createdAt),
  ],
);
