import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { connections } from "./connection";
import { integrations } from "./integration";
import { projects } from "./project";
import { sessions } from "./session";
import { users } from "./user";

/** One OAuth round trip. The state is kept as a hash; the row is deleted by its only use. */
export const connectAttempts = pgTable(
  "connect_attempts",
  {
    id: id(),
    stateHash: text().notNull(),
    provider: text({ enum: ["dodois", "amocrm"] }).notNull(),
    cluster: text({ enum: ["io", "com"] })
      .notNull()
      .default("io"),
    projectId: uuid()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    sessionId: uuid()
      .notNull()
      .references(() => sessions.id, { onDelete: "cascade" }),
    /** The connection to renew; null for a new one. */
    connectionId: uuid().references(() => connections.id, { onDelete: "cascade" }),
    integrationId: uuid().references(() => integrations.id, { onDelete: "cascade" }),
    codeVerifierSealed: text().notNull(),
    nonce: text().notNull(),
    redirectUri: text().notNull(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex("connect_attempts_state_hash_key").on(table.stateHash),
    index("connect_attempts_expires_at_idx").on(table.expiresAt),
    index("connect_attempts_project_id_idx").on(table.projectId),
    index("connect_attempts_user_id_idx").on(table.userId),
    index("connect_attempts_session_id_idx").on(table.sessionId),
    index("connect_attempts_connection_id_idx").on(table.connectionId),
    index("connect_attempts_integration_id_idx").on(table.integrationId),
    check(
      "connect_attempts_cluster_check",
      sql`${table.cluster} = 'io' or (${table.provider} = 'dodois' and ${table.cluster} = 'com')`,
    ),
  ],
);
