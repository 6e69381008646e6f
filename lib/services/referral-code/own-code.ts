import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import { users } from "@/db/schema/user";
import type { Context, PersonActor } from "@/lib/context";
import { AppError } from "@/lib/errors";

/**
 * Makes commands on one user's codes queue, until the transaction that is `ctx.db` ends. The
 * weaker lock of PostgreSQL lets sign-ups refer to the user meanwhile.
 */
export async function lockOwnCodes(ctx: Context<PersonActor>): Promise<void> {
  await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.id, ctx.actor.userId))
    .for("no key update");
}

/**
 * The actor's code.
 *
 * @throws {AppError} `not_found` for another's, a deleted or an unknown one alike.
 */
export async function ownCode(ctx: Context<PersonActor>, codeId: string) {
  const [code] = await ctx.db
    .select()
    .from(referralCodes)
    .where(
      and(
        eq(referralCodes.id, codeId),
        eq(referralCodes.userId, ctx.actor.userId),
        isNull(referralCodes.deletedAt),
      ),
    );
  if (code === undefined) throw new AppError("not_found");
  return code;
}
