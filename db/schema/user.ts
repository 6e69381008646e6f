import { sql } from "drizzle-orm";
import { boolean, check, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";

export const users = pgTable(
  "users",
  {
    id: id(),
    email: text().notNull(),
    emailKey: text().notNull(),
    username: text().notNull(),
    usernameKey: text().notNull(),
    passwordHash: text(),
    role: text({ enum: ["user", "superuser"] })
      .notNull()
      .default("user"),
    locale: text({ enum: ["ru", "en"] })
      .notNull()
      .default("ru"),
    findableByEmail: boolean().notNull().default(true),
    /** The pseudonym on the referrers' board; null: not on it. */
    leaderboardName: text(),
    /** The kinds of notices that its owner does not want. */
    mutedMailKinds: text({ enum: ["referrals", "connections"] })
      .array()
      .notNull()
      .default([]),
    emailVerifiedAt: instant(),
    archivedAt: instant(),
    createdAt: createdAt(),
    updatedAt: instant().notNull(),
  },
  (table) => [
    uniqueIndex("users_email_key").on(table.emailKey),
    uniqueIndex("users_username_key").on(table.usernameKey),
    uniqueIndex("users_leaderboard_name_key").on(sql`lower(${table.leaderboardName})`),
    check("users_muted_mail_kinds_check", sql`${table.mutedMailKinds} <@ array['referrals', 'connections']`),
    check("users_role_check", sql`${table.role} in ('user', 'superuser')`),
    check("users_locale_check", sql`${table.locale} in ('ru', 'en')`),
  ],
);
