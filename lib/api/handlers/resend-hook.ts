import { z } from "zod";
import { db } from "@/db/client";
import { systemNow } from "@/lib/clock";
import { randomId } from "@/lib/crypto/token";
import { clientNetwork } from "@/lib/domain/client-network";
import { AppError } from "@/lib/errors";
import { clientAddress } from "@/lib/http/client-address";
import type { Handler } from "@/lib/http/handler";
import { logRefusal } from "@/lib/http/log-refusal";
import { parse } from "@/lib/http/parse";
import { problem } from "@/lib/http/problem";
import { readText } from "@/lib/http/read-json";
import { limitRequests, type RateLimit } from "@/lib/kv/rate-limit";
import { verifyHook } from "@/lib/mailer/verify-hook";
import { type MailReport, recordMailReport } from "@/lib/services/mail-report/record";

const failedPerClient: RateLimit = { name: "resend-hook-failed", limit: 60, windowSeconds: 60 };

const to = z.array(z.string().max(320)).max(50);

/** Each event that is sent to us, of which two matter. */
const Event = z.union([
  z.object({
    type: z.literal("email.bounced"),
    data: z.object({ to, bounce: z.object({ type: z.string() }) }),
  }),
  z.object({ type: z.literal("email.complained"), data: z.object({ to }) }),
  z.object({ type: z.string().refine((type) => !["email.bounced", "email.complained"].includes(type)) }),
]);

/** `POST /api/hooks/resend`: Resend tells what became of a mail, again and again until it gets a 2xx. */
export const resendHookHandler: Handler = async (request) => {
  const requestId = randomId();
  const client = { ip: clientAddress(request.headers), userAgent: request.headers.get("user-agent") };
  try {
    const { id, event } = verifyHook(request.headers, await readText(request));
    const actor = { type: "system", job: "resend-hook" } as const;
    const ctx = { actor, now: systemNow(), requestId, client, db: db() };
    for (const report of reportsOf(id, parse(Event, event))) await recordMailReport(ctx, report);
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

/** A full mail box or a server that is away passes; only what the mail server calls final counts. */
function reportsOf(eventId: string, event: z.output<typeof Event>): MailReport[] {
  if (!("data" in event)) return [];
  if ("bounce" in event.data && event.data.bounce.type !== "Permanent") return [];
  const kind = event.type === "email.bounced" ? "bounced" : "complained";
  return event.data.to.map((text) => ({ eventId, kind, email: addressIn(text) }));
}

/** `Name <address>` and a bare address mean the same. */
function addressIn(text: string): string {
  return /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim();
}

/** Only what was refused counts, so that nobody can use up the limit of Resend's own calls. */
async function counted(error: unknown, ip: string | null): Promise<unknown> {
  if (!(error instanceof AppError && error.code === "unauthenticated")) return error;
  return await limitRequests(failedPerClient, clientNetwork(ip)).then(
    () => error,
    (limited: unknown) => limited,
  );
}
