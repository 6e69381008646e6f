import { announceExpiringHandler } from "@/lib/api/handlers/cron";
import { nextDoors } from "@/lib/http/next-door";

export const dynamic = "force-dynamic";
export const maxDuration = 300;
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextDoors({ GET: announceExpiringHandler });
