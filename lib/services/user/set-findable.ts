import "server-only";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context, PersonActor } from "@/lib/context";
import { recordAudit } from "../audit/record";
import { forgetLookUp } from "../referral-code/look-up";

/** Whether anybody who knows the actor's address finds their active code by it. */
export async function setFindableByEmail(ctx: Context<PersonActor>, isFindable: boolean): Promise<void> {
  await ctx.db.transaction(async (db) => {
    await db
      .update(users)
      .set({ findableByEmail: isFindable, updatedAt: ctx.now })
      .where(eq(users.id, ctx.actor.userId));
    await recordAudit(
      { ...ctx, db },
      {
        action: isFindable ? "user.made_findable" : "user.made_unfindable",
        subjectType: "user",
        subjectId: ctx.actor.userId,
      },
    );
  });
  await forgetLookUp(ctx.db, ctx.actor.userId);
}

export async function isFindableByEmail(ctx: Context<PersonActor>): Promise<boolean> {
  const [user] = await ctx.db
    .select({ isFindable: users.findableByEmail })
    .from(users)
    .where(eq(users.id, ctx.actor.userId));
  return user?.isFindable ?? false;
}
