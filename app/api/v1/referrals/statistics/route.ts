import { referralStatisticsHandler } from "@/lib/api/handlers/referrals";
import { nextDoors } from "@/lib/http/next-door";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextDoors({ GET: referralStatisticsHandler });
