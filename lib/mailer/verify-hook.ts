import "server-only";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { resend } from "./resend";

/**
 * What Resend signed (Standard Webhooks): HMAC-SHA-256 over id, time and body, compared in constant
 * time, and no older or newer than five minutes.
 *
 * @throws {AppError} `provider_not_configured` without a secret, `unauthenticated` for all that was
 * not signed with it.
 */
export function verifyHook(headers: Headers, payload: string): { id: string; event: unknown } {
  const { RESEND_WEBHOOK_SECRET: webhookSecret } = env();
  if (webhookSecret === undefined) throw new AppError("provider_not_configured");
  const header = (name: string) => headers.get(`svix-${name}`) ?? "";
  const [id, timestamp, signature] = [header("id"), header("timestamp"), header("signature")];
  try {
    const event: unknown = resend().webhooks.verify({
      payload,
      headers: { id, timestamp, signature },
      webhookSecret,
    });
    return { id, event };
  } catch (cause) {
    throw new AppError("unauthenticated", { cause });
  }
}
