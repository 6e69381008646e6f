import { deleteReferralCodeHandler } from "@/lib/api/handlers/referral-codes";
import { nextDoors } from "@/lib/http/next-door";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextDoors({ DELETE: deleteReferralCodeHandler });
