import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
import { emailTokens } from "@/db/schema/email-token";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { emailTokenHash } from "./derive";

/**
 * Uses a mailed token up, in the caller's transaction, and gives its user.
 *
 * @throws {AppError} `not_found` with reason `link_invalid`: unknown, used, expired, or for an
 * address or account that is no more.
 */
export async function consumeEmailToken(
  ctx: Pick<Context, "db" | "now">,
  token: string,
  purpose: "verify_email" | "reset_password",
): Promise<{ id: string; emailKey: string; emailVerifiedAt: Date | null }> {
  const [used] = await ctx.db
    .update(emailTokens)
    .set({ usedAt: ctx.now })
    .where(
      and(
        eq(emailTokens.tokenHash, emailTokenHash(token)),
        eq(emailTokens.purpose, purpose),
        isNull(emailTokens.usedAt),
        gt(emailTokens.expiresAt, ctx.now),
      ),
    )
    .returning({ userId: emailTokens.userId, emailKey: emailTokens.emailKey });
  if (used === undefined) throw new AppError("not_found", { reason: "link_invalid" });
  const [user] = await ctx.db
    .select({ id: users.id, emailKey: users.emailKey, emailVerifiedAt: users.emailVerifiedAt })
    .from(users)
    .where(and(eq(users.id, used.userId), eq(users.emailKey, used.emailKey), isNull(users.archivedAt)));
  if (user === undefined) throw new AppError("not_found", { reason: "link_invalid" });
  return user;
}
