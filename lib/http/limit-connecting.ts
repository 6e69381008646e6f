import "server-only";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { limitRequests } from "@/lib/kv/rate-limit";

// Both ends of a round trip count, so that thirty can be gone in ten minutes.
const rule = { name: "connect", limit: 60, windowSeconds: 600 };

/**
 * Counts one end of an OAuth round trip of a person. Each costs calls of a provider that all share.
 *
 * @throws {AppError} `rate_limited` with reason `connecting_too_often`.
 */
export async function limitConnecting(ctx: Context<UserActor>): Promise<void> {
  await limitRequests(rule, ctx.actor.userId).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.retryAfterSeconds === undefined) throw error;
    const { retryAfterSeconds } = error;
    throw new AppError("rate_limited", { reason: "connecting_too_often", retryAfterSeconds });
  });
}
