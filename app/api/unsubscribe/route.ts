import { unsubscribeHandler, unsubscribePageHandler } from "@/lib/api/handlers/unsubscribe";
import { nextDoor } from "@/lib/http/next-door";

export const dynamic = "force-dynamic";
export const GET = nextDoor(unsubscribePageHandler);
export const POST = nextDoor(unsubscribeHandler);
