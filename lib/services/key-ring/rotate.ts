import "server-only";
import { and, asc, eq, gt, isNotNull, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import { connections } from "@/db/schema/connection";
import type { KeyRing } from "@/lib/crypto/key-ring";
import { keyRing, seal, unseal } from "@/lib/crypto/seal";
import { resealStashes } from "../connection/stash";
import { tokenBinding } from "../connection/token-binding";
import { resealAttempts, resealIntegrations } from "./reseal-few";
import { unlessUnreadable } from "./unless-unreadable";

type Row = typeof connections.$inferSelect;

const batchSize = 200;

export interface Resealed {
  connections: number;
  integrations: number;
  /** What does not open is left as it is and named in the log: its owner has to connect anew. */
  unreadable: number;
}

/**
 * Seals everything that an older key sealed again with the first key of the ring, in batches and
 * while the product serves: a row that a refresh has just written is already under the new key and
 * is left alone. May be stopped and run again.
 *
 * @throws when the store is away: a rotation that waits there is under the older key, too.
 */
export async function rotateKeys(
  db: Db,
  report: (done: Resealed) => void = () => {},
  ring = keyRing(),
): Promise<Resealed> {
  const done: Resealed = { connections: 0, integrations: 0, unreadable: 0 };
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await db
      .select()
      .from(connections)
      .where(
        and(gt(connections.id, after), isNotNull(connections.keyId), ne(connections.keyId, ring.activeId)),
      )
      .orderBy(asc(connections.id))
      .limit(batchSize);
    // Before the rows: once a row has the new key, nobody looks for what waits for it any more.
    await resealStashes(rows, ring);
    for (const row of rows) {
      const written = await resealConnection(db, row, ring);
      if (written === null) done.unreadable += 1;
      else done.connections += written;
    }
    report(done);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  const integrations = await resealIntegrations(db, ring);
  done.integrations = integrations.resealed;
  done.unreadable += integrations.unreadable;
  await resealAttempts(db, ring);
  return done;
}

/**
 * Fenced by the generation: a rotation of tokens in between has sealed the row anew itself. Null for a
 * row that does not open.
 */
async function resealConnection(db: Db, row: Row, ring: KeyRing): Promise<number | null> {
  const sealed = await sealedAnew(row, ring).catch(unlessUnreadable("connection", row.id));
  if (sealed === null) return null;
  const written = await db
    .update(connections)
    .set(sealed)
    .where(and(eq(connections.id, row.id), eq(connections.gen, row.gen)))
    .returning({ id: connections.id });
  return written.length;
}

async function sealedAnew(row: Row, ring: KeyRing) {
  const again = async (sealed: string | null, field: "access_token" | "refresh_token") => {
    if (sealed === null) return null;
    const binding = tokenBinding(row.id, field, row.gen);
    return seal(await unseal(sealed, binding, ring), binding, ring);
  };
  return {
    accessTokenSealed: await again(row.accessTokenSealed, "access_token"),
    refreshTokenSealed: await again(row.refreshTokenSealed, "refresh_token"),
    keyId: ring.activeId,
  };
}
