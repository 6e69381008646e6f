import { resendHookHandler } from "@/lib/api/handlers/resend-hook";
import { nextDoors } from "@/lib/http/next-door";

export const dynamic = "force-dynamic";
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextDoors({ POST: resendHookHandler });
