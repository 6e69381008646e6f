import { z } from "zod";

/** An operator's decision on a referral; the note says why. */
export const DecideReferral = z.object({
  referralId: z.uuid(),
  note: z.string().trim().min(1, "note_required").max(500, "note_too_long"),
});
export type DecideReferral = z.output<typeof DecideReferral>;
