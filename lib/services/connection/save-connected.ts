import "server-only";
import { and, eq } from "drizzle-orm";
import { v7 } from "uuid";
import type { connectAttempts } from "@/db/schema/connect-attempt";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import type { Context } from "@/lib/context";
import { randomFraction } from "@/lib/crypto/random";
import type { DodoisClusterId } from "@/lib/domain/dodois-cluster";
import { AppError } from "@/lib/errors";
import type { Tokens, UpstreamAccount } from "@/lib/providers/provider";
import { recordAudit } from "../audit/record";
import { healthy } from "./healthy";
import { notifyAdmins } from "./notify-admins";
import { recordConnectionEvent } from "./record-event";
import { sealTokens } from "./seal-tokens";

type Attempt = Pick<
  typeof connectAttempts.$inferSelect,
  "projectId" | "provider" | "connectionId" | "integrationId"
> & { cluster?: DodoisClusterId };
type Row = typeof connections.$inferSelect;
type Granted = { tokens: Tokens; account: UpstreamAccount };

/**
 * Stores what a consent granted: in the row of this upstream account, which keeps its id for ever,
 * or in a new one. The row lock lets a refresh under way end first or find its generation gone.
 *
 * @throws {AppError} `conflict` with `other_account` when another account was chosen to reconnect,
 * with `integration_gone` when its integration was removed meanwhile.
 */
export async function saveConnected(ctx: Context, attempt: Attempt, granted: Granted): Promise<string> {
  // Of two first connects of one account at once the slower finds the row of the other.
  const id = (await trySave(ctx, attempt, granted)) ?? (await trySave(ctx, attempt, granted));
  if (id === null) throw new AppError("internal");
  return id;
}

/** Null where the row came to be between the look and the insert. */
async function trySave(ctx: Context, attempt: Attempt, granted: Granted): Promise<string | null> {
  return await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    await holdIntegration(tx, attempt.integrationId);
    const known = await lockRow(tx, attempt, granted.account);
    if (attempt.connectionId !== null && known?.id !== attempt.connectionId) {
      throw new AppError("conflict", { reason: "other_account" });
    }
    const row = await writeRow(tx, attempt, granted, known);
    if (row === null) return null;
    await recordConnected(tx, known, row);
    return row.id;
  });
}

/** Keeps the integration from being removed until the connection that uses it is written. */
async function holdIntegration(ctx: Context, integrationId: string | null): Promise<void> {
  if (integrationId === null) return;
  const [row] = await ctx.db
    .select({ id: integrations.id })
    .from(integrations)
    .where(eq(integrations.id, integrationId))
    .for("key share");
  if (row === undefined) throw new AppError("conflict", { reason: "integration_gone" });
}

async function lockRow(ctx: Context, attempt: Attempt, account: UpstreamAccount): Promise<Row | null> {
  const upstream = and(
    eq(connections.projectId, attempt.projectId),
    eq(connections.provider, attempt.provider),
    eq(connections.cluster, attempt.cluster ?? "io"),
    eq(connections.upstreamAccountId, account.id),
  );
  const [row] = await ctx.db.select().from(connections).where(upstream).for("update");
  return row ?? null;
}

async function writeRow(
  ctx: Context,
  attempt: Attempt,
  { tokens, account }: Granted,
  known: Row | null,
): Promise<Row | null> {
  const connectionId = known?.id ?? v7();
  const sealed = sealTokens(
    {
      connectionId,
      provider: attempt.provider,
      gen: (known?.gen ?? 0) + 1,
      issuedAt: ctx.now,
      random: randomFraction(),
    },
    tokens,
  );
  const values = {
    ...sealed,
    ...healthy,
    status: "active" as const,
    integrationId: attempt.integrationId,
    name: account.name.slice(0, 200),
    upstreamOrigin: account.origin,
    scopes: tokens.scopes ?? [],
    updatedAt: ctx.now,
  };
  const [row] = await (known === null
    ? ctx.db
        .insert(connections)
        .values({
          ...values,
          id: connectionId,
          projectId: attempt.projectId,
          provider: attempt.provider,
          cluster: attempt.cluster ?? "io",
          upstreamAccountId: account.id,
          createdBy: ctx.actor.type === "user" ? ctx.actor.userId : null,
          createdAt: ctx.now,
        })
        .onConflictDoNothing()
        .returning()
    : ctx.db.update(connections).set(values).where(eq(connections.id, known.id)).returning());
  return row ?? null;
}

async function recordConnected(ctx: Context, known: Row | null, row: Row): Promise<void> {
  await recordConnectionEvent(ctx, {
    connectionId: row.id,
    type: known === null ? "connected" : "reconnected",
    gen: row.gen,
    refreshFingerprint: row.refreshFingerprint,
    nextRefreshAt: row.nextRefreshAt,
  });
  if (known?.status === "reauth_required") {
    await recordConnectionEvent(ctx, { connectionId: row.id, type: "recovered", gen: row.gen });
    await notifyAdmins(ctx, row, "connection_recovered");
  }
  await recordAudit(ctx, {
    action: known === null ? "connection.connected" : "connection.reconnected",
    subjectType: "connection",
    subjectId: row.id,
    projectId: row.projectId,
    data: { provider: row.provider },
  });
}
