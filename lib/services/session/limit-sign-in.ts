import "server-only";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { sha256 } from "@/lib/crypto/token";
import { accountKey } from "@/lib/domain/account";
import { clientNetwork } from "@/lib/domain/client-network";
import { signInPaceMs } from "@/lib/domain/sign-in-pace";
import { AppError } from "@/lib/errors";
import { countAttempt } from "@/lib/kv/attempts";
import { takeTurn } from "@/lib/kv/provider-limit";
import { limitRequests } from "@/lib/kv/rate-limit";
import { knownDevice } from "./device-mark";

const attemptsSeconds = 15 * 60;
const longestWaitMs = 8_000;

export interface AllowedSignIn {
  /** How long the attempt must wait before it is made, in milliseconds. */
  waitMs: number;
  /** To give to `takeBackAttempt` when it succeeds; null where it was not counted. */
  attempt: string | null;
}

/**
 * Counts a sign-in by client and by login *and* client, and slows what many clients try at one
 * account. Devices in which the account has been opened before stand in no line, so that strangers
 * who guess cannot keep the owner out; a new password set by mail makes the device such a one.
 *
 * @param mark what the device brought of `markDevice`.
 * @throws {AppError} `rate_limited`, with reason `account_under_guessing` where the line is too long.
 */
export async function limitSignIn(ctx: Context, login: string, mark: string | null): Promise<AllowedSignIn> {
  const client = clientNetwork(ctx.client.ip);
  await limitRequests({ name: "sign-in", limit: 60, windowSeconds: 300 }, client);
  const key = accountKey(login);
  const userId = await findUserId(ctx, key);
  const deviceId = userId === null ? null : knownDevice(mark, userId);
  // Whoever has stolen a mark guesses no faster with it than from one address.
  const from = deviceId ?? client;
  await limitRequests({ name: "sign-in-login", limit: 10, windowSeconds: 300 }, sha256(`${key} ${from}`));
  if (deviceId !== null) return { waitMs: 0, attempt: null };
  // Of an address and a name of one account the line is one; a login that nobody has gets one alike.
  const attempt = `sign-in:${userId ?? sha256(key)}`;
  return { waitMs: await standInLine(attempt), attempt };
}

async function standInLine(attempt: string): Promise<number> {
  const windowMs = signInPaceMs(await countAttempt(attempt, attemptsSeconds));
  if (windowMs === 0) return 0;
  const { granted, afterMs } = await takeTurn([{ key: attempt, limit: 1, windowMs }], longestWaitMs);
  if (granted) return afterMs;
  throw new AppError("rate_limited", {
    reason: "account_under_guessing",
    retryAfterSeconds: Math.ceil(afterMs / 1_000),
  });
}

async function findUserId(ctx: Context, key: string): Promise<string | null> {
  const [user] = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(eq(key.includes("@") ? users.emailKey : users.usernameKey, key));
  return user?.id ?? null;
}
