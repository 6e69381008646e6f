import { unsubscribeHandler, unsubscribePageHandler } from "@/lib/api/handlers/unsubscribe";
import { nextDoors } from "@/lib/http/next-door";

export const dynamic = "force-dynamic";
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextDoors({
  GET: unsubscribePageHandler,
  POST: unsubscribeHandler,
});
