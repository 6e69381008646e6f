import { systemNow } from "@/lib/clock";
import type { Handler } from "@/lib/http/handler";
import { checkHealth } from "@/lib/services/health/check";

/** Liveness and readiness: 200 while the database answers, 503 otherwise; no secret, no version of anything. */
export const healthHandler: Handler = async () => {
  const health = await checkHealth(systemNow());
  return Response.json(health, {
    status: health.status === "unavailable" ? 503 : 200,
    headers: { "cache-control": "no-store" },
  });
};
