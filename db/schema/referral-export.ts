import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { users } from "./user";

/** A list of referrals written out by a job. */
export const referralExports = pgTable(
  "referral_exports",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    status: text({ enum: ["queued", "running", "ready", "failed"] }).notNull(),
    /** Of the column names, and of the states. */
    locale: text({ enum: ["ru", "en"] }).notNull(),
    rowsTotal: integer().notNull().default(0),
    rowsDone: integer().notNull().default(0),
    /** The last referral that was written: where a job that was broken off goes on. */
    cursor: uuid(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
  },
  (table) => [
    index("referral_exports_user_id_idx").on(table.userId, table.id),
    index("referral_exports_expires_at_idx").on(table.expiresAt),
    uniqueIndex("referral_exports_under_way_key")
      .on(table.userId)
      .where(sql`${table.status} in ('queued', 'running')`),
    check("referral_exports_status_check", sql`${table.status} in ('queued', 'running', 'ready', 'failed')`),
  ],
);

/** The file, in the order of `part`: no transaction holds more than one of them. */
export const referralExportParts = pgTable(
  "referral_export_parts",
  {
    exportId: uuid()
      .notNull()
      .references(() => referralExports.id, { onDelete: "cascade" }),
    part: integer().notNull(),
    text: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.exportId, table.part] })],
);
