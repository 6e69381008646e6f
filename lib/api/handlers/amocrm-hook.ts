import { z } from "zod";
import { db } from "@/db/client";
import { systemNow } from "@/lib/clock";
import { randomId } from "@/lib/crypto/token";
import { clientNetwork } from "@/lib/domain/client-network";
import { AppError } from "@/lib/errors";
import { clientAddress } from "@/lib/http/client-address";
import type { Handler } from "@/lib/http/handler";
import { logRefusal } from "@/lib/http/log-refusal";
import { problem } from "@/lib/http/problem";
import { queryOf } from "@/lib/http/query-of";
import { limitRequests, type RateLimit } from "@/lib/kv/rate-limit";
import { uninstall } from "@/lib/services/connection/uninstall";

const failedPerClient: RateLimit = { name: "amocrm-hook-failed", limit: 60, windowSeconds: 60 };

const Notice = z.object({
  client_uuid: z.string().min(1).max(100),
  account_id: z.string().regex(/^[1-9]\d{0,17}$/),
  signature: z.string().min(1).max(200),
});

/**
 * `GET /api/hooks/amocrm/disabled?client_uuid&account_id&signature`, as amoCRM calls it when an
 * administrator of an account switches an integration off.
 */
export const amocrmDisabledHandler: Handler = async (request) => {
  const requestId = randomId();
  const client = { ip: clientAddress(request.headers), userAgent: request.headers.get("user-agent") };
  const actor = { type: "system", job: "amocrm-hook" } as const;
  try {
    const query = Notice.safeParse(queryOf(request));
    if (!query.success) throw new AppError("not_found");
    const { client_uuid: clientId, account_id: accountId, signature } = query.data;
    const ctx = { actor, now: systemNow(), requestId, client, db: db() };
    await uninstall(ctx, { clientId, accountId, signature });
    return new Response(null, {
      status: 204,
      headers: { "cache-control": "no-store", "x-request-id": requestId },
    });
  } catch (error) {
    const refusal = await counted(error, client.ip);
    logRefusal(refusal, { requestId, client });
    return problem(refusal, requestId);
  }
};

/** Only what was refused counts, so that nobody can use up the limit of amoCRM's own calls. */
async function counted(error: unknown, ip: string | null): Promise<unknown> {
  if (!(error instanceof AppError && error.code === "not_found")) return error;
  return await limitRequests(failedPerClient, clientNetwork(ip)).then(
    () => error,
    (limited: unknown) => limited,
  );
}
