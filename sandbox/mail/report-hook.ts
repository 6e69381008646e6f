import { createHmac } from "node:crypto";
import { v7 } from "uuid";
import { z } from "zod";
import type { MailboxParts } from "./mailbox-parts";

const kind = z.enum(["bounced", "complained", "delivered"]);

const reportInput = z.strictObject({
  id: z.string(),
  kind,
  bounce: z.enum(["Permanent", "Transient", "Undetermined"]).default("Permanent"),
  /** To tell the same event again. */
  eventId: z.string().default(() => `msg_${v7()}`),
  /** Dates the signature back. */
  ageSeconds: z.int().default(0),
  /** Signs with another key. */
  forge: z.boolean().default(false),
  /** Signs and sends this in the event's place. */
  event: z.unknown().optional(),
});

/** `POST /_sandbox/report`: tells the product what became of a mail. */
export async function reportFromTest(parts: MailboxParts, request: Request): Promise<Response> {
  const input = reportInput.safeParse(await request.json().catch(() => null));
  if (!input.success) return Response.json({ error: z.prettifyError(input.error) }, { status: 400 });
  const status = await tell(parts, input.data);
  return status === null
    ? Response.json({ error: "unknown_message_or_no_hook" }, { status: 404 })
    : Response.json({ status });
}

/** The same from the buttons of a mail's page. */
export async function reportFromPage(parts: MailboxParts, request: Request): Promise<Response> {
  const form = Object.fromEntries(await request.formData().catch(() => new FormData()));
  const input = reportInput.safeParse(form);
  const status = input.success ? await tell(parts, input.data) : null;
  if (!input.success || status === null) return new Response(null, { status: 400 });
  return new Response(null, {
    status: 303,
    headers: { location: `/messages/${encodeURIComponent(input.data.id)}?answered=${status}` },
  });
}

/** The status of the answer, 0 for none; null when there is nothing to tell or nobody to tell it to. */
async function tell(
  { store, hook }: MailboxParts,
  input: z.output<typeof reportInput>,
): Promise<number | null> {
  const mail = store.get(input.id);
  if (mail === undefined || hook === undefined) return null;
  const origin = suppressedFor(input);
  if (origin !== null) store.suppress(mail.to, origin, input.eventId);
  const now = Date.now();
  const bounce = { type: input.bounce, subType: "General", message: "No such mailbox." };
  const data = {
    email_id: mail.id,
    created_at: mail.createdAt,
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    ...(input.kind === "bounced" ? { bounce } : {}),
  };
  const type = `email.${input.kind}`;
  const body = JSON.stringify(input.event ?? { type, created_at: new Date(now).toISOString(), data });
  const timestamp = String(Math.floor(now / 1000) - input.ageSeconds);
  const key = input.forge ? "another key" : Buffer.from(hook.secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key)
    .update(`${input.eventId}.${timestamp}.${body}`)
    .digest("base64");
  const answer = await fetch(hook.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "svix-id": input.eventId,
      "svix-timestamp": timestamp,
      "svix-signature": `v1,${signature}`,
    },
    body,
    signal: AbortSignal.timeout(5_000),
  }).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status ?? 0;
}

/** After what was final Resend itself stops sending to an address; null where it goes on. */
function suppressedFor({ kind, bounce, forge }: z.output<typeof reportInput>) {
  if (forge || kind === "delivered") return null;
  if (kind === "complained") return "complaint";
  return bounce === "Permanent" ? "bounce" : null;
}
