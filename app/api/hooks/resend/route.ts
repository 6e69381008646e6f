import { resendHookHandler } from "@/lib/api/handlers/resend-hook";
import { nextDoor } from "@/lib/http/next-door";

export const dynamic = "force-dynamic";
export const POST = nextDoor(resendHookHandler);
