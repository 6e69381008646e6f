import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id } from "../columns";

/** Append-only who-did-what. Ids are kept as text and without foreign keys: it outlives its subjects. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: id(),
    actorType: text({ enum: ["user", "api_key", "system", "anonymous"] }).notNull(),
    actorId: text(),
    projectId: uuid(),
    action: text().notNull(),
    subjectType: text().notNull(),
    subjectId: text(),
    data: jsonb().$type<Record<string, string | number | boolean | null>>().notNull(),
    requestId: text().notNull(),
    ip: text(),
    createdAt: createdAt(),
  },
  (table) => [
    index("audit_events_subject_idx").on(table.subjectType, table.subjectId, table.id),
    index("audit_events_project_id_idx").on(table.projectId, table.id),
    index("audit_events_created_at_idx").on(table.createdAt),
  ],
);
