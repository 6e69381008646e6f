import "server-only";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";

/** One's own profile. */
export async function getUser(ctx: Context<UserActor>) {
  const [user] = await ctx.db
    .select({
      id: users.id,
      email: users.email,
      username: users.username,
      locale: users.locale,
      role: users.role,
      createdAt: users.createdAt,
    })
    .from(users)
    .where(eq(users.id, ctx.actor.userId));
  if (user === undefined) throw new AppError("not_found");
  return user;
}
