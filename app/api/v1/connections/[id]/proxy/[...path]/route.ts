import { proxyPath } from "@/lib/api/contracts/proxy";
import { proxyHandler } from "@/lib/api/handlers/proxy";
import { nextDoorAt } from "@/lib/http/next-door";

const handle = nextDoorAt(proxyPath, proxyHandler);

export const dynamic = "force-dynamic";
export const maxDuration = 300;
export { handle as DELETE, handle as GET, handle as HEAD, handle as PATCH, handle as POST, handle as PUT };
