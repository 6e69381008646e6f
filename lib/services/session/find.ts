import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
import { sessions } from "@/db/schema/session";
import { users } from "@/db/schema/user";
import type { Context, UserActor } from "@/lib/context";
import { sha256 } from "@/lib/crypto/token";
import { idleLimitMs, isIdle } from "@/lib/domain/session";

const seenAgainAfterMs = 5 * 60_000;

/** Whose session this token is, or null where it is unknown, expired, idle for too long or its user archived. */
export async function findSession(
  ctx: Pick<Context, "db" | "now">,
  token: string,
): Promise<UserActor | null> {
  const [row] = await ctx.db
    .select({
      id: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
      userId: users.id,
      role: users.role,
      emailVerifiedAt: users.emailVerifiedAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(eq(sessions.tokenHash, sha256(token)), gt(sessions.expiresAt, ctx.now), isNull(users.archivedAt)),
    );
  if (row === undefined || isIdle(row.lastSeenAt, ctx.now, idleLimitMs)) return null;
  if (isIdle(row.lastSeenAt, ctx.now, seenAgainAfterMs)) {
    await ctx.db.update(sessions).set({ lastSeenAt: ctx.now }).where(eq(sessions.id, row.id));
  }
  return {
    type: "user",
    userId: row.userId,
    sessionId: row.id,
    role: row.role,
    emailVerified: row.emailVerifiedAt !== null,
  };
}
