import { createReferralCodeHandler, listReferralCodesHandler } from "@/lib/api/handlers/referral-codes";
import { nextDoor } from "@/lib/http/next-door";

export const GET = nextDoor(listReferralCodesHandler);
export const POST = nextDoor(createReferralCodeHandler);
