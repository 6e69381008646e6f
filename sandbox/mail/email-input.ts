import { z } from "zod";
import { Refusal } from "./refusal";

const address = /^[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+$/;
const named = /^[^<>]*<[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>$/;

const isAddress = (text: string) => address.test(text.trim()) || named.test(text.trim());

const recipients = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .refine((list) => list.length <= 50 && list.every(isAddress));

const emailInput = z.object({
  from: z.string().refine(isAddress),
  to: recipients.refine((list) => list.length > 0),
  subject: z.string(),
  html: z.string().optional(),
  text: z.string().optional(),
  cc: recipients.optional(),
  bcc: recipients.optional(),
  reply_to: recipients.optional(),
  headers: z.record(z.string(), z.string().regex(/^[^\r\n]*$/)).optional(),
  tags: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});

export type EmailInput = z.output<typeof emailInput>;

const addressFields = new Set(["from", "to", "cc", "bcc", "reply_to"]);

/**
 * A mail as Resend's `POST /emails` takes it.
 *
 * @throws {Refusal} what Resend answers to a wrong one.
 */
export function parseEmail(body: unknown): EmailInput {
  const fields = z.record(z.string(), z.unknown()).safeParse(body);
  if (!fields.success) throw new Refusal(422, "validation_error", "The request body must be an object.");
  for (const name of ["from", "to", "subject"]) {
    if (fields.data[name] === undefined) {
      throw new Refusal(422, "missing_required_field", `Missing \`${name}\` field.`);
    }
  }
  const email = emailInput.safeParse(body);
  if (!email.success) throw wrongField(String(email.error.issues[0]?.path[0]));
  if (email.data.html === undefined && email.data.text === undefined) {
    throw new Refusal(422, "validation_error", "Missing `html` or `text` field.");
  }
  return email.data;
}

function wrongField(name: string): Refusal {
  const why = addressFields.has(name)
    ? " The email address needs to follow the `email@example.com` or `Name <email@example.com>` format."
    : "";
  return new Refusal(422, "validation_error", `Invalid \`${name}\` field.${why}`);
}
