import { healthHandler } from "@/lib/api/handlers/health";
import { nextDoor } from "@/lib/http/next-door";

export const dynamic = "force-dynamic";
export const GET = nextDoor(healthHandler);
