import "server-only";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { enqueue } from "@/lib/queue/enqueue";
import { recordAudit } from "../audit/record";
import { consumeEmailToken } from "../email-token/consume";
import { confirmReferral } from "../referral/confirm-referral";

/**
 * Proves that the address is the person's, and with it confirms their referral.
 *
 * @throws {AppError} `not_found` with reason `link_invalid`.
 */
export async function verifyEmail(ctx: Context, token: string): Promise<null> {
  await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const user = await consumeEmailToken(tx, token, "verify_email");
    if (user.emailVerifiedAt === null) await markEmailVerified(tx, user.id);
  });
  return null;
}

/** The first proof of an address, in the caller's transaction: welcome mail and referral follow from it. */
export async function markEmailVerified(ctx: Context, userId: string): Promise<void> {
  await ctx.db
    .update(users)
    .set({ emailVerifiedAt: ctx.now, updatedAt: ctx.now })
    .where(eq(users.id, userId));
  await confirmReferral(ctx, { referredId: userId });
  await enqueue(ctx.db, "send-mail", { template: "welcome", userId });
  await recordAudit(ctx, { action: "user.email_verified", subjectType: "user", subjectId: userId });
}
