import { exportReferralsHandler } from "@/lib/api/handlers/referrals";
import { nextDoor } from "@/lib/http/next-door";

export const GET = nextDoor(exportReferralsHandler);
