import { deleteReferralCodeHandler } from "@/lib/api/handlers/referral-codes";
import { nextDoor } from "@/lib/http/next-door";

export const DELETE = nextDoor(deleteReferralCodeHandler);
