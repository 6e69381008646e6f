import "server-only";
import { v7 } from "uuid";
import { sessions } from "@/db/schema/session";
import type { Context } from "@/lib/context";
import { randomToken, sha256 } from "@/lib/crypto/token";
import { sessionLifeMs } from "@/lib/domain/session";
import { recordAudit } from "../audit/record";

/** Opens a session; the token is returned once and kept as a hash. */
export async function startSession(ctx: Context, userId: string): Promise<{ id: string; token: string }> {
  const token = randomToken();
  const id = v7();
  await ctx.db.insert(sessions).values({
    id,
    tokenHash: sha256(token),
    userId,
    ip: ctx.client.ip,
    userAgent: ctx.client.userAgent?.slice(0, 512) ?? null,
    createdAt: ctx.now,
    lastSeenAt: ctx.now,
    expiresAt: new Date(ctx.now.getTime() + sessionLifeMs),
  });
  await recordAudit(ctx, { action: "session.started", subjectType: "user", subjectId: userId });
  return { id, token };
}
