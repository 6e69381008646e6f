import { healthHandler } from "@/lib/api/handlers/health";
import { nextDoors } from "@/lib/http/next-door";

export const dynamic = "force-dynamic";
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextDoors({ GET: healthHandler });
