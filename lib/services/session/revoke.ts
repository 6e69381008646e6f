import "server-only";
import { and, eq } from "drizzle-orm";
import { sessions } from "@/db/schema/session";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { recordAudit } from "../audit/record";

/** Ends one of one's own sessions at once. */
export async function revokeSession(ctx: Context<UserActor>, sessionId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, ctx.actor.userId)))
      .returning({ id: sessions.id });
    if (ended.length === 0) throw new AppError("not_found");
    await recordAudit(
      { ...ctx, db: tx },
      { action: "session.revoked", subjectType: "session", subjectId: sessionId },
    );
  });
}
