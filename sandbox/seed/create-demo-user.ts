import { eq } from "drizzle-orm";
import { sessions } from "@/db/schema/session";
import { users } from "@/db/schema/user";
import type { Context, UserActor } from "@/lib/context";
import { startSession } from "@/lib/services/session/start";
import { setRole } from "@/lib/services/user/set-role";
import { signUp } from "@/lib/services/user/sign-up";
import { markEmailVerified } from "@/lib/services/user/verify-email";

/**
 * Signs the demo person up like anybody, verifies the address that only the mail box serves, and makes
 * them an operator, so that all of the product can be seen.
 */
export async function createDemoUser(
  ctx: Context,
  person: { email: string; username: string; password: string },
): Promise<Context<UserActor>> {
  await signUp(ctx, { ...person, passwordConfirm: person.password, locale: "ru" });
  const [user] = await ctx.db.select().from(users).where(eq(users.emailKey, person.email));
  if (user === undefined) throw new Error("The demo person was not signed up.");
  await markEmailVerified(ctx, user.id);
  await setRole({ ...ctx, actor: { type: "system", job: "seed" } }, { email: user.email, role: "superuser" });
  await startSession(ctx, user.id);
  const [session] = await ctx.db.select().from(sessions).where(eq(sessions.userId, user.id));
  if (session === undefined) throw new Error("The demo person was not signed in.");
  const actor = {
    type: "user",
    userId: user.id,
    sessionId: session.id,
    role: "superuser",
    emailVerified: true,
  } as const;
  return { ...ctx, actor };
}
