import { announceExpiringHandler } from "@/lib/api/handlers/cron";
import { nextDoor } from "@/lib/http/next-door";

export const dynamic = "force-dynamic";
export const maxDuration = 300;
export const GET = nextDoor(announceExpiringHandler);
