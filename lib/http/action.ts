import "server-only";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { currentActor } from "@/lib/auth/session";
import type { Context, UserActor } from "@/lib/context";
import { clientNetwork } from "@/lib/domain/client-network";
import { AppError } from "@/lib/errors";
import { limitRequests, type RateLimit } from "@/lib/kv/rate-limit";
import { log } from "@/lib/log";
import type { ActionResult } from "./action-result";
import { asAppError } from "./as-app-error";
import { logRefusal } from "./log-refusal";
import { parse } from "./parse";
import { requestContext } from "./request-context";

const perUser: RateLimit = { name: "action", limit: 120, windowSeconds: 60 };

/** A server action of a signed-in person: who → how often → what → work. */
export function action<S extends z.ZodType, T>(
  schema: S,
  handle: (ctx: Context<UserActor>, input: z.output<S>) => Promise<T>,
) {
  return async (input: z.input<S>): Promise<ActionResult<T>> => {
    const ctx = await requestContext();
    return await answer(ctx, async () => {
      const actor = await currentActor();
      if (actor === null) throw new AppError("unauthenticated");
      ctx.actor = actor;
      await limitRequests(perUser, actor.userId);
      return await handle({ ...ctx, actor }, parse(schema, input));
    });
  };
}

/** A server action for anybody; it names its own limit, counted by the client's address. */
export function publicAction<S extends z.ZodType, T>(
  limit: RateLimit,
  schema: S,
  handle: (ctx: Context, input: z.output<S>) => Promise<T>,
) {
  return async (input: z.input<S>): Promise<ActionResult<T>> => {
    const ctx = await requestContext();
    return await answer(ctx, async () => {
      await limitRequests(limit, clientNetwork(ctx.client.ip));
      return await handle(ctx, parse(schema, input));
    });
  };
}

async function answer<T>(ctx: Context, work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await work() };
  } catch (error) {
    unstable_rethrow(error);
    const known = asAppError(error);
    logRefusal(known, ctx);
    if (known.code === "internal") log().error({ err: error, requestId: ctx.requestId }, "action failed");
    return {
      ok: false,
      error: {
        code: known.code,
        requestId: ctx.requestId,
        ...(known.reason !== undefined && { reason: known.reason }),
        ...(known.fieldErrors !== undefined && { fieldErrors: known.fieldErrors }),
        ...(known.retryAfterSeconds !== undefined && { retryAfterSeconds: known.retryAfterSeconds }),
      },
    };
  }
}
