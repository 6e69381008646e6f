import "server-only";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context, UserActor } from "@/lib/context";
import { type MailKind, mailKinds } from "@/lib/domain/mail-kind";

/** Of each kind of notices, whether the actor wants it. */
export async function getMailPreferences(ctx: Context<UserActor>): Promise<Record<MailKind, boolean>> {
  const [user] = await ctx.db
    .select({ muted: users.mutedMailKinds })
    .from(users)
    .where(eq(users.id, ctx.actor.userId));
  const isWanted = (kind: MailKind) => user?.muted.includes(kind) !== true;
  return { referrals: isWanted(mailKinds[0]), connections: isWanted(mailKinds[1]) };
}
