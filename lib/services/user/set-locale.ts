import "server-only";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context, UserActor } from "@/lib/context";
import type { Locale } from "@/lib/domain/locale";

/** Remembers the person's language; their mail is written in it too. */
export async function setLocale(ctx: Context<UserActor>, locale: Locale): Promise<void> {
  await ctx.db.update(users).set({ locale, updatedAt: ctx.now }).where(eq(users.id, ctx.actor.userId));
}
