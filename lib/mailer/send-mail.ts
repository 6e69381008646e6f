import "server-only";
import { env } from "@/lib/env";
import { resend, resendFailure } from "./resend";

export interface OutgoingMail {
  to: string;
  subject: string;
  html: string;
  text: string;
  /** The same for each repeat of one mail. Resend remembers it for a day. */
  idempotencyKey: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

const timeoutMs = 10_000;

/**
 * Hands a mail to Resend. A mail that was handed over before under the same key is not sent again.
 *
 * @throws {AppError} as `resendFailure` says.
 */
export async function sendMail(mail: OutgoingMail): Promise<void> {
  const { idempotencyKey, signal, headers = {}, ...content } = mail;
  const ends = [AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])];
  const answer = await resend().emails.send(
    { ...content, from: env().MAIL_FROM, headers },
    { idempotencyKey, signal: AbortSignal.any(ends) },
  );
  // The first attempt went through and its answer was lost; since then a name in the text changed.
  if (answer.error === null || answer.error.name === "invalid_idempotent_request") return;
  throw resendFailure(answer.error, answer.headers?.["retry-after"]);
}
