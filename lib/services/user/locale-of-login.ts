import "server-only";
import { eq, or } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { accountKey } from "@/lib/domain/account";
import { defaultLocale, type Locale } from "@/lib/domain/locale";

/** The language that the account of this login is set to; for somebody who has just signed in with it. */
export async function localeOfLogin(ctx: Pick<Context, "db">, login: string): Promise<Locale> {
  const key = accountKey(login);
  const [user] = await ctx.db
    .select({ locale: users.locale })
    .from(users)
    .where(or(eq(users.emailKey, key), eq(users.usernameKey, key)));
  return user?.locale ?? defaultLocale;
}
