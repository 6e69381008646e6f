import "server-only";
import { inArray, lt } from "drizzle-orm";
import { emailTokens } from "@/db/schema/email-token";
import type { Context } from "@/lib/context";

/** Deletes at most `limit` tokens of mailed links that do not work any more; how many it were. */
export async function deleteExpiredEmailTokens(
  ctx: Pick<Context, "db" | "now">,
  limit: number,
): Promise<number> {
  const expired = ctx.db
    .select({ id: emailTokens.id })
    .from(emailTokens)
    .where(lt(emailTokens.expiresAt, ctx.now))
    .limit(limit)
    .for("update", { skipLocked: true });
  const deleted = await ctx.db
    .delete(emailTokens)
    .where(inArray(emailTokens.id, expired))
    .returning({ id: emailTokens.id });
  return deleted.length;
}
