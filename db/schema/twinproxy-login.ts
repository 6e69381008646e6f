import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { connections } from "./connection";
import { projects } from "./project";

/**
 * A login of the TwinProxy protocol. It owns one amoCRM connection, in a project that has no members
 * until a person claims it.
 */
export const twinproxyLogins = pgTable(
  "twinproxy_logins",
  {
    id: id(),
    /** As it was sent: letters of another case are another login. */
    login: text().notNull(),
    passwordHash: text().notNull(),
    /** As it was sent; it is given back so. */
    clientLink: text().notNull(),
    projectId: uuid()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    connectionId: uuid()
      .notNull()
      .references(() => connections.id, { onDelete: "cascade" }),
    /** When a person took it into a project of theirs; null while its project is its own. */
    claimedAt: instant(),
    createdAt: createdAt(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex("twinproxy_logins_login_key").on(table.login),
    uniqueIndex("twinproxy_logins_connection_id_key").on(table.connectionId),
    index("twinproxy_logins_project_id_idx").on(table.projectId),
  ],
);
