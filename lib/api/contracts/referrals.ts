import { z } from "zod";
import { defineContract } from "../contract";
import { ReferralCodeBody } from "./referral-codes";

const none = z.object({});
const errors = ["unauthenticated", "forbidden", "validation_failed", "rate_limited"] as const;
const Count = z.number().int();

export const referralsOfMeContract = defineContract({
  method: "GET",
  path: "/api/v1/referrals/me",
  operationId: "getReferralsOfMe",
  summary: "One's address, codes by expiry, and how many people came by them",
  scope: "referrals:read",
  params: none,
  query: none,
  body: z.undefined(),
  response: {
    status: 200,
    body: z.object({
      id: z.uuid(),
      email: z.string(),
      findable_by_email: z.boolean(),
      /** Pending and confirmed. */
      referral_count: Count,
      referrals: z.object({ pending: Count, confirmed: Count, rejected: Count }),
      referral_codes: z.array(ReferralCodeBody),
    }),
  },
  errors,
});

export const listReferralsContract = defineContract({
  method: "GET",
  path: "/api/v1/referrals",
  operationId: "listReferrals",
  summary: "Who came by one's codes, the newest first; addresses are masked",
  scope: "referrals:read",
  params: none,
  query: z.object({
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  body: z.undefined(),
  response: {
    status: 200,
    body: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          masked_email: z.string(),
          code: z.string(),
          status: z.enum(["pending", "confirmed", "rejected"]),
          rejection_reason: z.string().nullable(),
          created_at: z.iso.datetime(),
          decided_at: z.iso.datetime().nullable(),
        }),
      ),
      next_cursor: z.string().nullable(),
    }),
  },
  errors,
});

export const referralStatisticsContract = defineContract({
  method: "GET",
  path: "/api/v1/referrals/statistics",
  operationId: "getReferralStatistics",
  summary:
    "Clicks, sign-ups and confirmations day by day in UTC; the last 30 days, or those before `to`, unless `from` says otherwise",
  scope: "referrals:read",
  params: none,
  query: z.object({
    from: z.iso.date("day_invalid").optional(),
    to: z.iso.date("day_invalid").optional(),
  }),
  body: z.undefined(),
  response: {
    status: 200,
    body: z.object({
      days: z.array(z.object({ day: z.string(), clicks: Count, sign_ups: Count, confirmed: Count })),
      totals: z.object({ clicks: Count, sign_ups: Count, confirmed: Count }),
      sources: z.array(z.object({ source: z.string(), clicks: Count })),
    }),
  },
  errors,
});

export const exportReferralsContract = defineContract({
  method: "GET",
  path: "/api/v1/referrals/export",
  operationId: "exportReferrals",
  summary: "All of one's referrals as a CSV file (text/csv, UTF-8); addresses are masked",
  scope: "referrals:read",
  params: none,
  query: none,
  body: z.undefined(),
  response: { status: 200, body: z.string() },
  errors,
});
