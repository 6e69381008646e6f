import type { Handler } from "@/lib/http/handler";
import type { Method } from "./contract";
import { getConnectionTokenContract, listConnectionsContract } from "./contracts/connections";
import { proxyMethods, proxyPath } from "./contracts/proxy";
import { amocrmDisabledHandler } from "./handlers/amocrm-hook";
import { getConnectionTokenHandler, listConnectionsHandler } from "./handlers/connections";
import {
  announceExpiringHandler,
  cleanupHandler,
  refreshTokensHandler,
  runJobsHandler,
} from "./handlers/cron";
import { healthHandler } from "./handlers/health";
import { proxyHandler } from "./handlers/proxy";
import { resendHookHandler } from "./handlers/resend-hook";
import { unsubscribeHandler, unsubscribePageHandler } from "./handlers/unsubscribe";
import { referralOperations } from "./referral-operations";

export interface Operation {
  method: Method;
  /** With parameters in braces. */
  path: string;
  handler: Handler;
}

/**
 * Every operation that both doors serve: the route.ts files by Next's router, lib/http/own-door.ts by
 * our own server. Adding one means adding its route.ts too; a test compares the two.
 */
export const operations: readonly Operation[] = [
  { ...doorOf(listConnectionsContract), handler: listConnectionsHandler },
  { ...doorOf(getConnectionTokenContract), handler: getConnectionTokenHandler },
  ...proxyMethods.map((method) => ({ method, path: proxyPath, handler: proxyHandler })),
  ...referralOperations.map(({ contract, handler }) => ({ ...doorOf(contract), handler })),
  { method: "GET", path: "/api/health", handler: healthHandler },
  { method: "GET", path: "/api/hooks/amocrm/disabled", handler: amocrmDisabledHandler },
  { method: "POST", path: "/api/hooks/resend", handler: resendHookHandler },
  { method: "GET", path: "/api/unsubscribe", handler: unsubscribePageHandler },
  { method: "POST", path: "/api/unsubscribe", handler: unsubscribeHandler },
  { method: "GET", path: "/api/cron/refresh-tokens", handler: refreshTokensHandler },
  { method: "GET", path: "/api/cron/run-jobs", handler: runJobsHandler },
  { method: "GET", path: "/api/cron/announce-expiring-codes", handler: announceExpiringHandler },
  { method: "GET", path: "/api/cron/cleanup", handler: cleanupHandler },
];

function doorOf({ method, path }: { method: Method; path: string }) {
  return { method, path };
}
