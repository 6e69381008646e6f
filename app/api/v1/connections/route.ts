import { listConnectionsHandler } from "@/lib/api/handlers/connections";
import { nextDoors } from "@/lib/http/next-door";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = nextDoors({ GET: listConnectionsHandler });
