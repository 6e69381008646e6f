import "server-only";
import { eq } from "drizzle-orm";
import { sessions } from "@/db/schema/session";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { hashPassword } from "@/lib/crypto/password";
import type { ResetPassword } from "@/lib/domain/account";
import { recordAudit } from "../audit/record";
import { consumeEmailToken } from "../email-token/consume";
import { markEmailVerified } from "./verify-email";

/**
 * Sets a new password by a mailed token and ends every session. Who followed the link owns the
 * address, so it counts as verified too.
 *
 * @throws {AppError} `not_found` with reason `link_invalid`.
 */
export async function resetPassword(ctx: Context, input: ResetPassword): Promise<null> {
  const passwordHash = await hashPassword(input.password);
  await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const user = await consumeEmailToken(tx, input.token, "reset_password");
    await db.update(users).set({ passwordHash, updatedAt: ctx.now }).where(eq(users.id, user.id));
    await db.delete(sessions).where(eq(sessions.userId, user.id));
    if (user.emailVerifiedAt === null) await markEmailVerified(tx, user.id);
    await recordAudit(tx, { action: "user.password_reset", subjectType: "user", subjectId: user.id });
  });
  return null;
}
