import type { AttributionOutcome } from "../referral/attribute-sign-up";

/** What a sign-up answers, whether or not its address had an account. */
export interface SignedUp {
  email: string;
  referral: AttributionOutcome;
}
