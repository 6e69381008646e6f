import { amocrmDisabledHandler } from "@/lib/api/handlers/amocrm-hook";
import { nextDoor } from "@/lib/http/next-door";

export const dynamic = "force-dynamic";
export const GET = nextDoor(amocrmDisabledHandler);
