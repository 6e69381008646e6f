import { z } from "zod";
import { ConnectionId } from "@/lib/domain/connection-id";

export const proxyPath = "/api/v1/connections/{id}/proxy/{path...}";
export const proxyMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
export const proxyScope = "connections:proxy";

export const ProxyMethod = z.enum(proxyMethods);

/** `path` as it came: below the provider's own address, encoded slashes and all. */
export const ProxyParams = z.object({ id: ConnectionId, path: z.string() });

/** How often more a request that may be repeated is tried; header `Mostik-Retry`. */
export const ProxyRetries = z.object({
  "mostik-retry": z.coerce
    .number("retry_out_of_range")
    .int("retry_out_of_range")
    .min(1, "retry_out_of_range")
    .max(3, "retry_out_of_range")
    .nullable(),
});
