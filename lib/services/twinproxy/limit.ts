import "server-only";
import type { Context } from "@/lib/context";
import { sha256 } from "@/lib/crypto/token";
import { clientNetwork } from "@/lib/domain/client-network";
import { limitCounted } from "@/lib/kv/counted-limit";
import {
  countFailure,
  type FailureLimit,
  limitRequests,
  type RateLimit,
  refuseOverLimit,
} from "@/lib/kv/rate-limit";

const perClient: RateLimit = { name: "twinproxy", limit: 1_200, windowSeconds: 60 };
const registrations: RateLimit = { name: "twinproxy-registration", limit: 60, windowSeconds: 600 };
const wrongPerClient: RateLimit = { name: "twinproxy-wrong", limit: 100, windowSeconds: 300 };
const wrongPerLogin: RateLimit = { name: "twinproxy-wrong-login", limit: 10, windowSeconds: 300 };

/** Counts any call of the protocol. @throws {AppError} `rate_limited`. */
export async function limitCall(ctx: Context): Promise<void> {
  await limitCounted(perClient, clientOf(ctx));
}

/** Counts an attempt to register: each costs a hash and a call of amoCRM. @throws {AppError} `rate_limited`. */
export async function limitRegistration(ctx: Context): Promise<void> {
  await limitRequests(registrations, clientOf(ctx));
}

/**
 * Whether this client has guessed wrong too often, at this login or at any: only what is wrong counts,
 * so that programs may ask for their token as often as they need, and never the login alone, so that
 * strangers cannot lock its owner out.
 *
 * @throws {AppError} `rate_limited`.
 */
export async function refuseGuessing(ctx: Context, login: string): Promise<void> {
  await refuseOverLimit(...wrongLimits(ctx, login));
}

/** Counts a wrong password, or a login that nobody has. The refusal comes with the next attempt. */
export async function countWrong(ctx: Context, login: string): Promise<void> {
  await Promise.all(wrongLimits(ctx, login).map(countFailure));
}

function wrongLimits(ctx: Context, login: string): [FailureLimit, FailureLimit] {
  return [
    [wrongPerClient, clientOf(ctx)],
    [wrongPerLogin, loginOf(ctx, login)],
  ];
}

/** By what a client is counted. */
export function clientOf(ctx: Context): string {
  return clientNetwork(ctx.client.ip);
}

function loginOf(ctx: Context, login: string): string {
  return sha256(`${login} ${clientOf(ctx)}`);
}
