import "server-only";
import { and, eq, ne, sql } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context } from "@/lib/context";
import { randomFraction } from "@/lib/crypto/random";
import type { Tokens } from "@/lib/providers/provider";
import type { Leased } from "./lease";
import { notifyAdmins } from "./notify-admins";
import { recordConnectionEvent } from "./record-event";
import { sealTokens } from "./seal-tokens";

type Row = typeof connections.$inferSelect;

/**
 * Writes a rotation, fenced by the generation alone: a good pair beats a lease that ran out, and a
 * row that has moved on (reconnected, disconnected) is left as it is. False when it had moved.
 */
export async function commitTokens(
  ctx: Pick<Context, "db" | "now" | "actor">,
  leased: Leased,
  answer: { tokens: Tokens & { refreshToken: string }; issuedAt: Date; durationMs: number },
): Promise<boolean> {
  const sealed = await sealTokens(
    {
      connectionId: leased.id,
      provider: leased.provider,
      gen: leased.gen + 1,
      issuedAt: answer.issuedAt,
      random: randomFraction(),
    },
    answer.tokens,
  );
  return await ctx.db.transaction(async (db) => {
    const [row] = await db
      .update(connections)
      .set({
        ...sealed,
        ...healthy,
        ...(answer.tokens.movedTo !== undefined && { upstreamOrigin: answer.tokens.movedTo }),
        // Nothing is due while the connection is switched off.
        nextRefreshAt: sql`case when ${connections.status} = 'disabled' then null else ${sealed.nextRefreshAt?.toISOString() ?? null}::timestamptz end`,
        status: sql`case when ${connections.status} = 'disabled' then 'disabled' else 'active' end`,
        lastRefreshedAt: ctx.now,
        updatedAt: ctx.now,
      })
      .where(
        and(
          eq(connections.id, leased.id),
          eq(connections.gen, leased.gen),
          ne(connections.status, "revoked"),
        ),
      )
      .returning();
    if (row === undefined) return false;
    await recordSuccess({ ...ctx, db }, leased.status, row, answer.durationMs);
    return true;
  });
}

/** What a connection looks like when nothing is wrong and nobody holds its lease. */
export const healthy = {
  leaseToken: null,
  leaseUntil: null,
  failCount: 0,
  firstFailedAt: null,
  lastErrorClass: null,
  lastErrorCode: null,
  lastErrorFingerprint: null,
} satisfies Partial<Row>;

async function recordSuccess(
  ctx: Pick<Context, "db" | "now" | "actor">,
  statusBefore: Row["status"],
  row: Row,
  durationMs: number,
): Promise<void> {
  await recordConnectionEvent(ctx, {
    connectionId: row.id,
    type: "refreshed",
    gen: row.gen,
    durationMs,
    refreshFingerprint: row.refreshFingerprint,
    nextRefreshAt: row.nextRefreshAt,
  });
  if (statusBefore !== "reauth_required") return;
  await recordConnectionEvent(ctx, { connectionId: row.id, type: "recovered", gen: row.gen });
  await notifyAdmins(ctx, row, "connection_recovered");
}
