import "server-only";
import { type ErrorResponse, Resend } from "resend";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

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
 * @throws {AppError} `rate_limited` with the seconds to wait; `unavailable` when Resend could not be
 * reached or failed; `provider_error` when it refused, with its name for the error in `extra`.
 */
export async function sendMail(mail: OutgoingMail): Promise<void> {
  const { idempotencyKey, signal, headers = {}, ...content } = mail;
  const { RESEND_API_KEY, RESEND_BASE_URL, MAIL_FROM } = env();
  const resend = new Resend(
    RESEND_API_KEY,
    RESEND_BASE_URL === undefined ? {} : { baseUrl: RESEND_BASE_URL },
  );
  const ends = [AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])];
  const answer = await resend.emails.send(
    { ...content, from: MAIL_FROM, headers },
    { idempotencyKey, signal: AbortSignal.any(ends) },
  );
  if (answer.error !== null) judge(answer.error, answer.headers?.["retry-after"]);
}

/** The SDK does not throw: it answers with an error. Returns only when the mail was sent before. */
function judge(error: ErrorResponse, retryAfter: string | undefined): void {
  const { name } = error;
  // Something between us and Resend may answer in JSON of its own.
  const status = typeof error.statusCode === "number" ? error.statusCode : 0;
  // The first attempt went through and its answer was lost; since then a name in the text changed.
  if (name === "invalid_idempotent_request") return;
  const extra = { resend: name, status };
  if (status === 429) {
    const seconds = Number(retryAfter);
    throw new AppError("rate_limited", { extra, retryAfterSeconds: seconds > 0 ? Math.ceil(seconds) : 1 });
  }
  const passes = status === 0 || status >= 500 || name === "concurrent_idempotent_requests";
  if (passes) throw new AppError("unavailable", { reason: "mail_unreachable", extra });
  throw new AppError("provider_error", { extra });
}
