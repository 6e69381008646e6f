import { findReferralCodeHandler } from "@/lib/api/handlers/referral-codes";
import { nextDoor } from "@/lib/http/next-door";

export const GET = nextDoor(findReferralCodeHandler);
