import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { emailTokens } from "@/db/schema/email-token";
import { sessions } from "@/db/schema/session";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { hashPassword } from "@/lib/crypto/password";
import type { ResetPassword } from "@/lib/domain/account";
import { enqueue } from "@/lib/queue/enqueue";
import { recordAudit } from "../audit/record";
import { consumeEmailToken } from "../email-token/consume";
import { markEmailVerified } from "./verify-email";

/**
 * Sets a new password by a mailed token and ends every session. Who followed the link owns the
 * address, so it counts as verified too; and so the link that verifies does it as well, for the
 * owner of an address with which somebody else signed up.
 *
 * @throws {AppError} `not_found` with reason `link_invalid`.
 */
export async function resetPassword(ctx: Context, input: ResetPassword): Promise<{ userId: string }> {
  const passwordHash = await hashPassword(input.password);
  return await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const user = await consumeEmailToken(tx, input.token, ["reset_password", "verify_email"]);
    await db.update(users).set({ passwordHash, updatedAt: ctx.now }).where(eq(users.id, user.id));
    // A link in an older mail must not undo this.
    await db
      .update(emailTokens)
      .set({ usedAt: ctx.now })
      .where(and(eq(emailTokens.userId, user.id), isNull(emailTokens.usedAt)));
    await db.delete(sessions).where(eq(sessions.userId, user.id));
    if (user.emailVerifiedAt === null) await markEmailVerified(tx, user.id);
    else await enqueue(db, "send-mail", { template: "password_changed", userId: user.id });
    await recordAudit(tx, { action: "user.password_reset", subjectType: "user", subjectId: user.id });
    return { userId: user.id };
  });
}
