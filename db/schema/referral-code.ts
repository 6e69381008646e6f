import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { users } from "./user";

export const referralCodes = pgTable(
  "referral_codes",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    text: text().notNull(),
    textKey: text().notNull(),
    label: text(),
    isActive: boolean().notNull().default(false),
    maxUses: integer(),
    uses: integer().notNull().default(0),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    /** When its owner was told that it expires soon; null again once it is extended. */
    expiryAnnouncedAt: instant(),
    deletedAt: instant(),
  },
  (table) => [
    uniqueIndex("referral_codes_text_key").on(table.textKey),
    // The invariant "one active code per user" is the database's: two activations cannot both win.
    uniqueIndex("referral_codes_one_active_key").on(table.userId).where(sql`${table.isActive}`),
    index("referral_codes_user_id_idx").on(table.userId, table.id),
    index("referral_codes_expiring_idx")
      .on(table.expiresAt)
      .where(sql`${table.isActive} and ${table.expiryAnnouncedAt} is null`),
    check(
      "referral_codes_uses_check",
      sql`${table.uses} >= 0 and ${table.uses} <= coalesce(${table.maxUses}, ${table.uses})`,
    ),
    check("referral_codes_max_uses_check", sql`${table.maxUses} > 0`),
    check("referral_codes_deleted_check", sql`${table.deletedAt} is null or not ${table.isActive}`),
  ],
);

/** Clicks on a code's link, counted by day and where the link stood: no trace of who clicked. */
export const referralClicks = pgTable(
  "referral_clicks",
  {
    codeId: uuid()
      .notNull()
      .references(() => referralCodes.id, { onDelete: "cascade" }),
    day: date({ mode: "string" }).notNull(),
    /** Of lib/domain/click-source.ts. */
    source: text().notNull().default("direct"),
    clicks: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.codeId, table.day, table.source] })],
);
