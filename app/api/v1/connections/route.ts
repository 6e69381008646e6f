import { listConnectionsHandler } from "@/lib/api/handlers/connections";
import { nextDoor } from "@/lib/http/next-door";

export const GET = nextDoor(listConnectionsHandler);
