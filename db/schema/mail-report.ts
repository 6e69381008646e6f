import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { users } from "./user";

/** That mail to an address came back for good, or was called spam; until its owner shows that it arrives. */
export const mailReports = pgTable(
  "mail_reports",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    emailKey: text().notNull(),
    kind: text({ enum: ["bounced", "complained"] }).notNull(),
    /** The sender's id of the event, which is told again until it is answered. */
    eventId: text().notNull(),
    createdAt: createdAt(),
    liftedAt: instant(),
  },
  (table) => [
    uniqueIndex("mail_reports_event_key").on(table.eventId, table.userId),
    index("mail_reports_user_id_idx").on(table.userId).where(sql`${table.liftedAt} is null`),
    check("mail_reports_kind_check", sql`${table.kind} in ('bounced', 'complained')`),
  ],
);
