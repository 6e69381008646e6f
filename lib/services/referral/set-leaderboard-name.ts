import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context, PersonActor } from "@/lib/context";
import { pseudonymRefusal } from "@/lib/domain/pseudonym-refusal";
import { AppError } from "@/lib/errors";
import { recordAudit } from "@/lib/services/audit/record";

/**
 * Puts the actor on the board under a name of their choice; null takes them off.
 *
 * @throws {AppError} `validation_failed` or `conflict` on the field `name`.
 */
export async function setLeaderboardName(ctx: Context<PersonActor>, name: string | null): Promise<void> {
  await ctx.db.transaction(async (db) => {
    const [user] = await db.select().from(users).where(eq(users.id, ctx.actor.userId)).for("no key update");
    if (user === undefined) throw new AppError("not_found");
    if (name !== null) await refuseName({ ...ctx, db }, name, user);
    await db
      .update(users)
      .set({ leaderboardName: name, updatedAt: ctx.now })
      .where(eq(users.id, ctx.actor.userId));
    await recordAudit(
      { ...ctx, db },
      {
        action: name === null ? "user.leaderboard_left" : "user.leaderboard_joined",
        subjectType: "user",
        subjectId: user.id,
      },
    );
  });
}

async function refuseName(
  ctx: Context<PersonActor>,
  name: string,
  user: { id: string; username: string; email: string },
): Promise<void> {
  const refusal = pseudonymRefusal(name, user);
  if (refusal !== null) throw new AppError("validation_failed", { fieldErrors: { name: [refusal] } });
  const key = sql`lower(${name})`;
  // Two who want one name at once queue here; the index stands behind it.
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('leaderboard:' || ${key}, 0))`);
  const taken = await ctx.db
    .select({ id: users.id })
    .from(users)
    .where(and(sql`lower(${users.leaderboardName}) = ${key}`, ne(users.id, user.id)));
  if (taken.length > 0) throw new AppError("conflict", { fieldErrors: { name: ["pseudonym_taken"] } });
}
