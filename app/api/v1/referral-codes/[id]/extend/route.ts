import { extendReferralCodeHandler } from "@/lib/api/handlers/referral-codes";
import { nextDoor } from "@/lib/http/next-door";

export const POST = nextDoor(extendReferralCodeHandler);
