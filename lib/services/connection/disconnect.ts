import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context, UserActor } from "@/lib/context";
import { unseal } from "@/lib/crypto/seal";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { recordAudit } from "../audit/record";
import { currentProjectAsAdmin } from "../project/current";
import { forgotten } from "./forgotten";
import { recordConnectionEvent } from "./record-event";
import { revokeGrant } from "./revoke-grant";
import { dropStashed, findStashed } from "./stash";
import { tokenBinding } from "./token-binding";

type Row = typeof connections.$inferSelect;

/**
 * Forgets a connection's tokens and revokes them at the provider where that can be done. The row
 * and its time line stay: the same account connected again is the same connection.
 */
export async function disconnect(ctx: Context<UserActor>, connectionId: string): Promise<void> {
  const project = await currentProjectAsAdmin(ctx);
  const before = await ctx.db.transaction(async (db) => {
    const row = await forgetTokens({ ...ctx, db }, project.id, connectionId);
    await recordConnectionEvent({ ...ctx, db }, { connectionId, type: "disconnected", gen: row.gen + 1 });
    await recordAudit(
      { ...ctx, db },
      {
        action: "connection.disconnected",
        subjectType: "connection",
        subjectId: connectionId,
        projectId: project.id,
      },
    );
    return row;
  });
  await revokeUpstream(before);
}

async function forgetTokens(ctx: Context<UserActor>, projectId: string, connectionId: string): Promise<Row> {
  const own = and(
    eq(connections.id, connectionId),
    eq(connections.projectId, projectId),
    ne(connections.status, "revoked"),
  );
  const [row] = await ctx.db.select().from(connections).where(own).for("update");
  if (row === undefined) throw new AppError("not_found");
  await ctx.db
    .update(connections)
    .set({ ...forgotten, status: "revoked", updatedAt: ctx.now })
    .where(eq(connections.id, row.id));
  return row;
}

/** The newest token counts: one that waits in the store has replaced that of the row. */
async function revokeUpstream(row: Row): Promise<void> {
  if (row.refreshTokenSealed === null) return;
  try {
    const found = await findStashed(row).catch(() => null);
    const stashed = found === "unreadable" ? null : found;
    const binding = tokenBinding(row.id, "refresh_token", row.gen);
    const refreshToken = stashed?.tokens.refreshToken ?? (await unseal(row.refreshTokenSealed, binding));
    await revokeGrant(row, refreshToken);
    if (stashed !== null) await dropStashed(row);
  } catch (error) {
    log().warn({ err: error, connectionId: row.id }, "a token that is to be revoked does not open");
  }
}
