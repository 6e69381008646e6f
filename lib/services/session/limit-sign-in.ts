import "server-only";
import type { Context } from "@/lib/context";
import { sha256 } from "@/lib/crypto/token";
import { accountKey } from "@/lib/domain/account";
import { clientNetwork } from "@/lib/domain/client-network";
import { limitRequests } from "@/lib/kv/rate-limit";

/**
 * Counts a sign-in by client and by login *and* client, never by login alone: a stranger who
 * guesses cannot lock the owner out.
 *
 * @throws {AppError} `rate_limited`.
 */
export async function limitSignIn(ctx: Context, login: string): Promise<void> {
  const from = clientNetwork(ctx.client.ip);
  await limitRequests({ name: "sign-in", limit: 60, windowSeconds: 300 }, from);
  await limitRequests(
    { name: "sign-in-login", limit: 10, windowSeconds: 300 },
    sha256(`${accountKey(login)} ${from}`),
  );
}
