import "server-only";
import { log } from "@/lib/log";
import { resend, resendFailure } from "./resend";

const timeoutMs = 10_000;

/**
 * Lets Resend send to an address again that it stopped sending to after a bounce or a complaint. A key
 * that may only send is not allowed to: then an operator has to, and the log says so.
 *
 * @throws {AppError} `rate_limited` or `unavailable` as `resendFailure` says: what is sent before that
 * has passed would be swallowed.
 */
export async function endSuppression(email: string, signal: AbortSignal): Promise<void> {
  const ends = AbortSignal.any([AbortSignal.timeout(timeoutMs), signal]);
  const { error, headers } = await resend().suppressions.remove(email, { signal: ends });
  if (error === null || error.name === "not_found") return;
  const failure = resendFailure(error, headers?.["retry-after"]);
  if (failure.code !== "provider_error") throw failure;
  log().warn({ resend: error.name, status: error.statusCode }, "an address stays suppressed at Resend");
}
