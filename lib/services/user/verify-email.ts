import "server-only";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { passwordMatches } from "@/lib/crypto/password";
import type { VerifyEmail } from "@/lib/domain/account";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue/enqueue";
import { recordAudit } from "../audit/record";
import { consumeEmailToken } from "../email-token/consume";
import { findEmailTokenOwner } from "../email-token/find-owner";
import { confirmReferral } from "../referral/confirm-referral";

/**
 * Proves that the address is the person's, and with it confirms their referral. The password of the
 * sign-up is asked for: else the owner of an address would confirm an account to which a stranger,
 * who signed up with it, knows the password. Who does not know it sets a new one by the same link
 * (`resetPassword`).
 *
 * @returns the address, for signing in with it.
 * @throws {AppError} `not_found` with reason `link_invalid`; `validation_failed` on the field
 * `password`, and the link stays good.
 */
export async function verifyEmail(ctx: Context, input: VerifyEmail): Promise<{ email: string }> {
  const { passwordHash } = await findEmailTokenOwner(ctx, input.token, ["verify_email"], { lock: false });
  if (!(await passwordMatches(passwordHash, input.password))) throw otherPassword();
  return await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const user = await consumeEmailToken(tx, input.token, ["verify_email"]);
    // Comparing took a while, and another sign-up may have replaced it.
    if (user.passwordHash !== passwordHash) throw otherPassword();
    await markEmailVerified(tx, user.id);
    return { email: user.email };
  });
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

function otherPassword(): AppError {
  return new AppError("validation_failed", { fieldErrors: { password: ["password_of_sign_up"] } });
}
