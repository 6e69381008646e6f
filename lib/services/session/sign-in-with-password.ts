import "server-only";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { passwordMatches } from "@/lib/crypto/password";
import { accountKey, type SignIn } from "@/lib/domain/account";
import { AppError } from "@/lib/errors";
import { enqueue } from "@/lib/queue/enqueue";
import { startSession } from "./start";

/** Who has just joined expects the sign-ins of the first hour. */
const newAccountMs = 60 * 60_000;

/**
 * Opens a session for an e-mail address or a username and its password.
 *
 * @throws {AppError} `unauthenticated` with reason `wrong_credentials` (the same, after the same
 * work, for an unknown login, a wrong password and an archived account) or `email_not_verified`.
 */
export async function signInWithPassword(
  ctx: Context,
  { login, password }: SignIn,
  from: { isKnownDevice: boolean } = { isKnownDevice: true },
): Promise<{ id: string; sessionToken: string }> {
  const key = accountKey(login);
  const [user] = await ctx.db
    .select()
    .from(users)
    .where(eq(key.includes("@") ? users.emailKey : users.usernameKey, key));
  const usable = user !== undefined && user.archivedAt === null;
  const matches = await passwordMatches(usable ? user.passwordHash : null, password);
  if (!usable || !matches) throw new AppError("unauthenticated", { reason: "wrong_credentials" });
  if (user.emailVerifiedAt === null) throw new AppError("unauthenticated", { reason: "email_not_verified" });
  return { id: user.id, sessionToken: await startUnlessChanged(ctx, user, from) };
}

/** Comparing took a while: a password that was changed meanwhile, or an account archived, opens nothing. */
async function startUnlessChanged(
  ctx: Context,
  user: { id: string; passwordHash: string | null; emailVerifiedAt: Date | null },
  { isKnownDevice }: { isKnownDevice: boolean },
): Promise<string> {
  return await ctx.db.transaction(async (db) => {
    const [now] = await db
      .select({ passwordHash: users.passwordHash, archivedAt: users.archivedAt })
      .from(users)
      .where(eq(users.id, user.id))
      .for("share");
    if (now === undefined || now.archivedAt !== null || now.passwordHash !== user.passwordHash) {
      throw new AppError("unauthenticated", { reason: "wrong_credentials" });
    }
    const { id, token } = await startSession({ ...ctx, db }, user.id);
    const sinceVerifiedMs = ctx.now.getTime() - (user.emailVerifiedAt?.getTime() ?? 0);
    if (!isKnownDevice && sinceVerifiedMs > newAccountMs) {
      await enqueue(db, "send-mail", { template: "new_sign_in", userId: user.id, sessionId: id });
    }
    return token;
  });
}
