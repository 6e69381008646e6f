import "server-only";
import { Resend } from "resend";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/**
 * Lets Resend send to an address again that it stopped sending to after a bounce or a complaint. A key
 * that may only send is not allowed to: then an operator has to, and the log says so.
 */
export async function endSuppression(email: string, signal: AbortSignal): Promise<void> {
  const { RESEND_API_KEY, RESEND_BASE_URL } = env();
  const resend = new Resend(
    RESEND_API_KEY,
    RESEND_BASE_URL === undefined ? {} : { baseUrl: RESEND_BASE_URL },
  );
  const { error } = await resend.suppressions.remove(email, { signal });
  if (error === null || error.name === "not_found") return;
  log().warn({ resend: error.name, status: error.statusCode }, "an address stays suppressed at Resend");
}
