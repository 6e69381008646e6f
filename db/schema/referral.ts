import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, instant } from "../columns";
import { referralCodes } from "./referral-code";
import { users } from "./user";

/** One registration that used a code. A person is referred once, whatever the number of requests. */
export const referrals = pgTable(
  "referrals",
  {
    id: id(),
    codeId: uuid()
      .notNull()
      .references(() => referralCodes.id, { onDelete: "restrict" }),
    referrerId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    referredId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    status: text({ enum: ["pending", "confirmed", "rejected"] }).notNull(),
    rejectionReason: text(),
    /** What an operator who decided wrote; nobody else sees it. */
    decisionNote: text(),
    /** A digest of the mailbox behind the spellings of the address. */
    mailboxKey: text(),
    createdAt: createdAt(),
    decidedAt: instant(),
  },
  (table) => [
    uniqueIndex("referrals_referred_id_key").on(table.referredId),
    // One mailbox counts once, however many accounts it opens and however many of them at once.
    uniqueIndex("referrals_mailbox_key").on(table.mailboxKey).where(sql`${table.status} <> 'rejected'`),
    index("referrals_confirmed_idx").on(table.referrerId).where(sql`${table.status} = 'confirmed'`),
    index("referrals_referrer_id_idx").on(table.referrerId, table.id),
    index("referrals_code_id_idx").on(table.codeId),
    check("referrals_status_check", sql`${table.status} in ('pending', 'confirmed', 'rejected')`),
    check("referrals_not_self_check", sql`${table.referrerId} <> ${table.referredId}`),
  ],
);
