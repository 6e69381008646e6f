import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { users } from "./user";

/** A link in a mail: single use, kept as a hash, good for one address only. */
export const emailTokens = pgTable(
  "email_tokens",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    purpose: text({ enum: ["verify_email", "reset_password", "confirm_address"] }).notNull(),
    emailKey: text().notNull(),
    tokenHash: text().notNull(),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (table) => [
    uniqueIndex("email_tokens_token_hash_key").on(table.tokenHash),
    index("email_tokens_user_id_idx").on(table.userId, table.purpose),
    index("email_tokens_expires_at_idx").on(table.expiresAt),
    check(
      "email_tokens_purpose_check",
      sql`${table.purpose} in ('verify_email', 'reset_password', 'confirm_address')`,
    ),
  ],
);
