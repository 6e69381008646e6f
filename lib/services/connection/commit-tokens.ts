import "server-only";
import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { connections } from "@/db/schema/connection";
import type { Context } from "@/lib/context";
import { randomFraction } from "@/lib/crypto/random";
import type { Leased } from "./lease";
import { notifyAdmins } from "./notify-admins";
import { recordConnectionEvent } from "./record-event";
import { sealTokens } from "./seal-tokens";
import type { Rotation } from "./stash";
import { type SealedRotation, writeRotation, writeRotations } from "./write-rotations";

/**
 * Writes a rotation, fenced by the generation alone: a good pair beats a lease that ran out, and a
 * row that has moved on (reconnected, disconnected) is left as it is. False when it had moved.
 */
export async function commitTokens(
  ctx: Pick<Context, "db" | "now" | "actor">,
  leased: Leased,
  { tokens, issuedAt, durationMs }: Rotation,
): Promise<boolean> {
  const gen = leased.gen + 1;
  const place = {
    connectionId: leased.id,
    provider: leased.provider,
    gen,
    issuedAt,
    random: randomFraction(),
  };
  const rotation = {
    connectionId: leased.id,
    sealed: sealTokens(place, tokens),
    movedTo: tokens.movedTo ?? null,
    actor: ctx.actor,
    answeredAt: ctx.now,
    durationMs,
  };
  if (leased.status !== "reauth_required" && (await writeRotation(ctx.db, rotation))) return true;
  return await ctx.db.transaction(async (db) => await writeRecovery({ ...ctx, db }, leased, rotation));
}

/**
 * That the connection works again is announced once, by who makes it so. It may have come to wait for
 * its owner since it was leased, another holder's refusal having been believed.
 */
async function writeRecovery(
  ctx: Pick<Context, "now" | "actor"> & { db: Db },
  leased: Leased,
  rotation: SealedRotation,
): Promise<boolean> {
  const [row] = await ctx.db
    .select({ status: connections.status })
    .from(connections)
    .where(and(eq(connections.id, leased.id), eq(connections.gen, leased.gen)))
    .for("update");
  const [written] = row === undefined ? [false] : await writeRotations(ctx.db, [rotation]);
  if (written !== true) return false;
  if (![leased.status, row?.status].includes("reauth_required")) return true;
  await recordConnectionEvent(ctx, { connectionId: leased.id, type: "recovered", gen: rotation.sealed.gen });
  await notifyAdmins(ctx, leased, "connection_recovered");
  return true;
}
