import { z } from "zod";
import { CodeLifetime } from "./referral-code-lifetime";

/** What a new code is made from. A null text is drawn; a null label or maximum of uses is none. */
export const CreateReferralCode = z.object({
  text: z
    .string()
    .trim()
    .transform((text) => (text === "" ? null : text))
    .pipe(
      z
        .string()
        .min(3, "code_text_too_short")
        .max(32, "code_text_too_long")
        .regex(/^[a-z0-9][a-z0-9_-]*$/i, "code_text_characters")
        .nullable(),
    )
    .nullable(),
  label: z
    .string()
    .trim()
    .max(60, "label_too_long")
    .transform((label) => (label === "" ? null : label))
    .nullable(),
  lifetime: CodeLifetime,
  maxUses: z
    .int("whole_number_required")
    .min(1, "max_uses_out_of_range")
    .max(1_000_000, "max_uses_out_of_range")
    .nullable(),
  /** Activate it at once, in place of the one that is active. */
  activate: z.boolean(),
});
export type CreateReferralCode = z.output<typeof CreateReferralCode>;

export const ReferralCodeOnly = z.object({ codeId: z.uuid() });
export type ReferralCodeOnly = z.output<typeof ReferralCodeOnly>;

/** The code lives on from its expiry, or from now if that has passed. */
export const ExtendReferralCode = z.object({ codeId: z.uuid(), lifetime: CodeLifetime });
export type ExtendReferralCode = z.output<typeof ExtendReferralCode>;
