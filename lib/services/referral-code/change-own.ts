import "server-only";
import type { Context, PersonActor } from "@/lib/context";
import { forgetLookUp } from "./look-up";
import { lockOwnCodes } from "./own-code";

/**
 * One change of the actor's codes: alone among them, in a transaction, and after its commit nobody
 * finds by the person's address what it changed.
 */
export async function changeOwnCodes<T>(
  ctx: Context<PersonActor>,
  change: (inside: Context<PersonActor>) => Promise<T>,
): Promise<T> {
  const result = await ctx.db.transaction(async (db) => {
    const inside = { ...ctx, db };
    await lockOwnCodes(inside);
    return await change(inside);
  });
  await forgetLookUp(ctx.db, ctx.actor.userId);
  return result;
}
