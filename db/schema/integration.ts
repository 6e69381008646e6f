import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { projects } from "./project";
import { users } from "./user";

/** A project's own registration at a provider, in place of the deployment's. Its secret is sealed. */
export const integrations = pgTable(
  "integrations",
  {
    id: id(),
    projectId: uuid()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    provider: text({ enum: ["amocrm"] }).notNull(),
    clientId: text().notNull(),
    clientSecretSealed: text().notNull(),
    redirectUri: text().notNull(),
    createdBy: uuid().references(() => users.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex("integrations_client_id_key").on(table.projectId, table.provider, table.clientId),
    // A notice of a provider names the registration alone, not the project.
    index("integrations_client_id_idx").on(table.clientId),
    check("integrations_provider_check", sql`${table.provider} = 'amocrm'`),
  ],
);
