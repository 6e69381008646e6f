import "server-only";
import { type ErrorResponse, Resend } from "resend";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** Resend, or what stands in its place. */
export function resend(): Resend {
  const { RESEND_API_KEY, RESEND_BASE_URL: baseUrl } = env();
  return new Resend(RESEND_API_KEY, baseUrl === undefined ? {} : { baseUrl });
}

/**
 * What an error of the SDK means, which answers instead of throwing: `rate_limited` with the seconds
 * to wait; `unavailable` when Resend could not be reached or failed; `provider_error` when it refused,
 * with its name for the error in `extra`.
 */
export function resendFailure({ name, statusCode }: ErrorResponse, retryAfter: string | undefined): AppError {
  // Something between us and Resend may answer in JSON of its own.
  const status = typeof statusCode === "number" ? statusCode : 0;
  const extra = { resend: name, status };
  if (status === 429) {
    const seconds = Number(retryAfter);
    return new AppError("rate_limited", { extra, retryAfterSeconds: seconds > 0 ? Math.ceil(seconds) : 1 });
  }
  const passes = status === 0 || status >= 500 || name === "concurrent_idempotent_requests";
  if (passes) return new AppError("unavailable", { reason: "mail_unreachable", extra });
  return new AppError("provider_error", { extra });
}
