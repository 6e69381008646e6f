import type { Actor, Context } from "@/lib/context";
import { AppError } from "@/lib/errors";

/**
 * The first line of whatever only operators may do.
 *
 * @throws {AppError} `not_found` for everybody else: that there is such a thing is not told.
 */
export function requireSuperuser(ctx: Pick<Context<Actor>, "actor">): void {
  if (ctx.actor.type !== "user" || ctx.actor.role !== "superuser") throw new AppError("not_found");
}
