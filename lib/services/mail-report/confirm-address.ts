import "server-only";
import type { Context } from "@/lib/context";
import { recordAudit } from "../audit/record";
import { consumeEmailToken } from "../email-token/consume";

/**
 * Uses up a mailed link that shows that mail arrives, without signing in.
 *
 * @throws {AppError} `not_found` with reason `link_invalid`.
 */
export async function confirmAddress(ctx: Context, { token }: { token: string }): Promise<void> {
  await ctx.db.transaction(async (db) => {
    const user = await consumeEmailToken({ db, now: ctx.now }, token, ["confirm_address"]);
    const entry = { action: "user.address_confirmed", subjectType: "user", subjectId: user.id };
    await recordAudit({ ...ctx, db }, entry);
  });
}
