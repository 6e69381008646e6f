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
    createdAt: createdAt(),
    decidedAt: instant(),
  },
  (table) => [
    uniqueIndex("referrals_referred_id_key").on(table.referredId),
    index("referrals_referrer_id_idx").on(table.referrerId, table.id),
    index("referrals_code_id_idx").on(table.codeId),
    check("referrals_status_check", sql`${table.status} in ('pending', 'confirmed', 'rejected')`),
    check("referrals_not_self_check", sql`${table.referrerId} <> ${table.referredId}`),
  ],
);
