import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { users } from "./user";

/** The workspace that owns connections and API keys. */
export const projects = pgTable(
  "projects",
  {
    id: id(),
    name: text().notNull(),
    personalOwnerId: uuid().references(() => users.id, { onDelete: "set null" }),
    archivedAt: instant(),
    createdAt: createdAt(),
  },
  (table) => [uniqueIndex("projects_personal_owner_id_key").on(table.personalOwnerId)],
);

export const projectMembers = pgTable(
  "project_members",
  {
    projectId: uuid()
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text({ enum: ["owner", "admin", "member"] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.userId] }),
    index("project_members_user_id_idx").on(table.userId),
    check("project_members_role_check", sql`${table.role} in ('owner', 'admin', 'member')`),
  ],
);
