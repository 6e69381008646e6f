import { systemNow } from "@/lib/clock";
import { randomId, secretsMatch } from "@/lib/crypto/token";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { recordCronRun } from "@/lib/services/cron-run/record";
import { stopping } from "@/lib/under-way";
import { clientAddress } from "./client-address";
import type { Handler } from "./handler";
import { logRefusal } from "./log-refusal";
import { problem } from "./problem";

export interface CronOptions {
  clock: () => Date;
  budgetMs: number;
  signal: AbortSignal;
}

/** Vercel ends a function after 300 s; the rest is for the answer. */
const budgetMs = 270_000;

/**
 * A scheduled job's route, for Vercel Cron (GET with `Authorization: Bearer <CRON_SECRET>`) or any
 * other scheduler. It answers 200 with the job's counts; calling it twice at once is harmless.
 */
export function cron(job: string, work: (options: CronOptions) => Promise<Record<string, number>>): Handler {
  return async (request) => {
    const requestId = randomId();
    try {
      const given = request.headers.get("authorization") ?? "";
      if (!secretsMatch(given, `Bearer ${env().CRON_SECRET}`)) throw new AppError("unauthenticated");
      const counts = await recordCronRun(job, systemNow, async () => {
        const signal = AbortSignal.any([request.signal, stopping()]);
        return await work({ clock: systemNow, budgetMs, signal });
      });
      return Response.json(
        { job, ...counts },
        { headers: { "cache-control": "no-store", "x-request-id": requestId } },
      );
    } catch (error) {
      const client = { ip: clientAddress(request.headers), userAgent: request.headers.get("user-agent") };
      logRefusal(error, { requestId, client }, { job });
      return problem(error, requestId);
    }
  };
}
