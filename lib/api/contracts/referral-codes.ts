import { z } from "zod";
import { CreateReferralCode } from "@/lib/domain/referral-code-input";
import { CodeLifetime } from "@/lib/domain/referral-code-lifetime";
import { defineContract } from "../contract";
import { definePublicContract } from "../public-contract";

export const ReferralCodeBody = z.object({
  id: z.uuid(),
  code: z.string(),
  url: z.url(),
  label: z.string().nullable(),
  state: z.enum(["active", "inactive", "expired", "used_up"]),
  uses: z.number().int(),
  max_uses: z.number().int().nullable(),
  clicks: z.number().int(),
  created_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
});

const CodeId = z.object({ id: z.uuid() });
const none = z.object({});
const keyErrors = ["unauthenticated", "forbidden", "validation_failed", "rate_limited"] as const;

export const findReferralCodeContract = definePublicContract({
  method: "GET",
  path: "/api/v1/referral-codes/by-email",
  operationId: "findReferralCode",
  summary: "The active code of the person with this address; all who have none to show are answered alike",
  scope: null,
  perClient: { name: "code-by-email", limit: 300, windowSeconds: 60 },
  params: none,
  query: z.object({
    email: z.string().trim().max(254, "email_too_long").pipe(z.email("email_invalid")),
  }),
  body: z.undefined(),
  response: {
    status: 200,
    body: z.object({ code: z.string(), url: z.url(), expires_at: z.iso.datetime() }),
  },
  errors: ["not_found", "validation_failed", "rate_limited"],
});

export const listReferralCodesContract = defineContract({
  method: "GET",
  path: "/api/v1/referral-codes",
  operationId: "listReferralCodes",
  summary: "One's own codes, the newest first",
  scope: "referrals:read",
  params: none,
  query: z.object({
    cursor: z.uuid().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  body: z.undefined(),
  response: {
    status: 200,
    body: z.object({ items: z.array(ReferralCodeBody), next_cursor: z.string().nullable() }),
  },
  errors: keyErrors,
});

export const createReferralCodeContract = defineContract({
  method: "POST",
  path: "/api/v1/referral-codes",
  operationId: "createReferralCode",
  summary: "A new code; without `code` its text is drawn, without `activate` it is inactive",
  scope: "referrals:write",
  params: none,
  query: none,
  body: z
    .strictObject({
      code: z.string().nullable().default(null),
      label: z.string().nullable().default(null),
      lifetime: CodeLifetime,
      max_uses: z.number().nullable().default(null),
      activate: z.boolean().default(false),
    })
    .transform(({ code, max_uses, ...same }) => ({ ...same, text: code, maxUses: max_uses }))
    .pipe(CreateReferralCode),
  response: { status: 201, body: ReferralCodeBody },
  errors: [...keyErrors, "conflict", "payload_too_large", "bad_request"],
});

const change = {
  method: "POST",
  scope: "referrals:write",
  params: CodeId,
  query: none,
  body: z.unknown(),
  response: { status: 200, body: ReferralCodeBody },
  errors: [...keyErrors, "not_found", "conflict"],
} as const;

export const activateReferralCodeContract = defineContract({
  ...change,
  path: "/api/v1/referral-codes/{id}/activate",
  operationId: "activateReferralCode",
  summary:
    "Make it the active code, in place of any other; refused with the reason when it has expired or is used up",
});

export const deactivateReferralCodeContract = defineContract({
  ...change,
  path: "/api/v1/referral-codes/{id}/deactivate",
  operationId: "deactivateReferralCode",
  summary: "Make it inactive",
});

export const restoreReferralCodeContract = defineContract({
  ...change,
  path: "/api/v1/referral-codes/{id}/restore",
  operationId: "restoreReferralCode",
  summary: "Take back its deletion, within a day",
});

export const extendReferralCodeContract = defineContract({
  ...change,
  path: "/api/v1/referral-codes/{id}/extend",
  operationId: "extendReferralCode",
  summary: "Let it live longer: from its expiry, or from now if that has passed",
  body: z.strictObject({ lifetime: CodeLifetime }),
});

export const deleteReferralCodeContract = defineContract({
  ...change,
  method: "DELETE",
  path: "/api/v1/referral-codes/{id}",
  operationId: "deleteReferralCode",
  summary: "Delete it; the referrals that came by it stay. Answers with the code as it was",
});
