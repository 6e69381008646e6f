import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { anyOf } from "@/db/any-of";
import type { Db } from "@/db/client";
import { isConnectionFailure } from "@/db/errors";
import { preparedPer } from "@/db/prepared-per";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import { batchesPer } from "@/lib/batches";
import type { Actor } from "@/lib/context";
import { actorId } from "../audit/record";
import { healthy } from "./healthy";
import type { sealTokens } from "./seal-tokens";

export interface SealedRotation {
  connectionId: string;
  sealed: ReturnType<typeof sealTokens>;
  /** The origin under which the provider now knows the account, where it is another. */
  movedTo: string | null;
  actor: Actor;
  answeredAt: Date;
  durationMs: number;
}

type Status = (typeof connections.$inferSelect)["status"];

const atOnce = {
  // More would not be cheaper each, and hold up whoever waits for this process meanwhile.
  sizeMax: 16,
  underWayMax: 2,
  isOfOne: (error: unknown) => !isConnectionFailure(error),
};

/**
 * Writes a rotation and its event together with those that come at the same moment, fenced by the
 * generation. False when the row had moved on, or waits for its owner: that it recovers is to be announced.
 */
export const writeRotation = batchesPer<Db, SealedRotation, boolean>(
  atOnce,
  async (db, list) => await writeRotations(db, list, ["revoked", "reauth_required"]),
);

/**
 * Writes rotations and their events in one statement, fenced by the generation, in the caller's
 * transaction if there is one.
 *
 * @returns for each whether it was written: false when the row had moved on or has one of the `barred` states.
 */
export async function writeRotations(
  db: Db,
  list: readonly SealedRotation[],
  barred: readonly Status[] = ["revoked"],
): Promise<boolean[]> {
  const given = list.map(asRecord);
  const ids = given.map(({ id }) => id);
  const events = await query(db).execute({ given: JSON.stringify(given), ids, barred: [...barred] });
  // Told by the event: of two pairs for one connection in the same statement one is written.
  const written = new Set(events.map(({ id }) => id));
  return given.map(({ event_id }) => written.has(event_id));
}

const query = preparedPer((db) => {
  const written = updateRows(db);
  return db
    .with(written)
    .insert(connectionEvents)
    .select(
      db
        .select({
          id: written.eventId,
          connectionId: written.connectionId,
          type: sql<"refreshed">`'refreshed'`.as("type"),
          gen: written.gen,
          actorType: written.actorType,
          actorId: written.actorId,
          errorClass: sql<null>`null`.as("error_class"),
          errorCode: sql<null>`null`.as("error_code"),
          httpStatus: sql<null>`null::int`.as("http_status"),
          durationMs: written.durationMs,
          refreshFingerprint: written.refreshFingerprint,
          nextRefreshAt: written.nextRefreshAt,
          createdAt: written.updatedAt,
        })
        .from(written),
    )
    .returning({ id: connectionEvents.id })
    .prepare("write_rotations");
});

/** The rows come as one JSON text, so that a batch of any size is the same prepared statement. */
function updateRows(db: Db) {
  const given = sql`json_to_recordset(${sql.placeholder("given")}::json) as given(
    id uuid, gen int, key_id text, access text, refresh text, fingerprint text, issued_at timestamptz,
    expires_at timestamptz, refresh_expires_at timestamptz, next_refresh_at timestamptz, moved_to text,
    answered_at timestamptz, event_id uuid, actor_type text, actor_id text, duration_ms int)`;
  return db.$with("written").as(
    db
      .update(connections)
      .set({
        gen: sql`given.gen`,
        keyId: sql`given.key_id`,
        accessTokenSealed: sql`given.access`,
        refreshTokenSealed: sql`given.refresh`,
        refreshFingerprint: sql`given.fingerprint`,
        issuedAt: sql`given.issued_at`,
        expiresAt: sql`given.expires_at`,
        refreshExpiresAt: sql`given.refresh_expires_at`,
        ...healthy,
        upstreamOrigin: sql`coalesce(given.moved_to, ${connections.upstreamOrigin})`,
        // Nothing is due while the connection is switched off.
        nextRefreshAt: sql`case when ${connections.status} = 'disabled' then null else given.next_refresh_at end`,
        status: sql`case when ${connections.status} = 'disabled' then 'disabled' else 'active' end`,
        lastRefreshedAt: sql`given.answered_at`,
        lastEventId: sql`greatest(${connections.lastEventId}, given.event_id)`,
        updatedAt: sql`given.answered_at`,
      })
      .from(given)
      .where(
        and(
          eq(connections.id, sql`given.id`),
          anyOf(connections.id, sql.placeholder("ids")),
          eq(connections.gen, sql`given.gen - 1`),
          sql`${connections.status} <> all(${sql.placeholder("barred")})`,
        ),
      )
      .returning({
        eventId: sql<string>`given.event_id`.as("event_id"),
        connectionId: connections.id,
        gen: connections.gen,
        actorType: sql<Actor["type"]>`given.actor_type`.as("actor_type"),
        actorId: sql<string | null>`given.actor_id`.as("actor_id"),
        durationMs: sql<number>`given.duration_ms`.as("duration_ms"),
        refreshFingerprint: connections.refreshFingerprint,
        nextRefreshAt: connections.nextRefreshAt,
        updatedAt: connections.updatedAt,
      }),
  );
}

function asRecord({ connectionId, sealed, movedTo, actor, answeredAt, durationMs }: SealedRotation) {
  return {
    id: connectionId,
    gen: sealed.gen,
    key_id: sealed.keyId,
    access: sealed.accessTokenSealed,
    refresh: sealed.refreshTokenSealed,
    fingerprint: sealed.refreshFingerprint,
    issued_at: sealed.issuedAt,
    expires_at: sealed.expiresAt,
    refresh_expires_at: sealed.refreshExpiresAt,
    next_refresh_at: sealed.nextRefreshAt,
    moved_to: movedTo,
    answered_at: answeredAt,
    event_id: v7(),
    actor_type: actor.type,
    actor_id: actorId(actor),
    duration_ms: durationMs,
  };
}
