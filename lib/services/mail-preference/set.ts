import "server-only";
import { and, arrayContains, eq, isNull, not, sql } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context, UserActor } from "@/lib/context";
import type { MailKind } from "@/lib/domain/mail-kind";
import { AppError } from "@/lib/errors";
import { recordAudit } from "../audit/record";
import { readUnsubscribeToken } from "../mail/unsubscribe-token";

/** Switches a kind of notices on or off for the actor. */
export async function setMailPreference(
  ctx: Context<UserActor>,
  wish: { kind: MailKind; isWanted: boolean },
): Promise<void> {
  await change(ctx, { ...wish, userId: ctx.actor.userId });
}

/**
 * The same for whoever holds the link of a notice.
 *
 * @throws {AppError} `not_found` for a link that is not ours, and for an account that is gone.
 */
export async function setMailPreferenceByLink(
  ctx: Context,
  { token, isWanted }: { token: string; isWanted: boolean },
): Promise<void> {
  const of = readUnsubscribeToken(token);
  if (of === null) throw new AppError("not_found");
  await change(ctx, { ...of, isWanted });
}

async function change(
  ctx: Context,
  { userId, kind, isWanted }: { userId: string; kind: MailKind; isWanted: boolean },
): Promise<void> {
  const isMuted = arrayContains(users.mutedMailKinds, [kind]);
  const muted = sql`array_append(${users.mutedMailKinds}, ${kind}::text)`;
  const wanted = sql`array_remove(${users.mutedMailKinds}, ${kind}::text)`;
  await ctx.db.transaction(async (db) => {
    const changed = await db
      .update(users)
      .set({ mutedMailKinds: isWanted ? wanted : muted, updatedAt: ctx.now })
      .where(and(eq(users.id, userId), isNull(users.archivedAt), isWanted ? isMuted : not(isMuted)))
      .returning({ id: users.id });
    if (changed.length > 0) {
      const action = isWanted ? "user.mail_switched_on" : "user.mail_switched_off";
      await recordAudit({ ...ctx, db }, { action, subjectType: "user", subjectId: userId, data: { kind } });
      return;
    }
    const there = await db.$count(users, and(eq(users.id, userId), isNull(users.archivedAt)));
    if (there === 0) throw new AppError("not_found");
  });
}
