import "server-only";
import type { Context } from "@/lib/context";
import { sha256 } from "@/lib/crypto/token";
import { accountKey } from "@/lib/domain/account";
import { limitRequests } from "@/lib/kv/rate-limit";
import { enqueue } from "@/lib/queue/enqueue";

/**
 * Asks for a link by mail. The answer and the work are the same whether or not the address has an
 * account; a job looks that up.
 */
export async function requestAccountMail(
  ctx: Context,
  purpose: "verify_email" | "reset_password",
  email: string,
): Promise<null> {
  await limitRequests({ name: `mail-${purpose}`, limit: 5, windowSeconds: 3600 }, sha256(accountKey(email)));
  await enqueue(ctx.db, "answer-account-mail-request", { purpose, email });
  return null;
}
