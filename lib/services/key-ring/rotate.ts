import "server-only";
import { and, asc, eq, gt, isNotNull, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import type { KeyRing } from "@/lib/crypto/key-ring";
import { keyRing, seal, sealedKeyId, unseal } from "@/lib/crypto/seal";
import { tokenBinding } from "../connection/token-binding";
import { secretBinding } from "../integration/secret-binding";

const batchSize = 200;

export interface Resealed {
  connections: number;
  integrations: number;
}

/**
 * Seals everything that an older key sealed again with the first key of the ring, in batches and
 * while the product serves: a row that a refresh has just written is already under the new key and
 * is left alone. May be stopped and run again.
 */
export async function rotateKeys(
  db: Db,
  report: (done: Resealed) => void = () => {},
  ring = keyRing(),
): Promise<Resealed> {
  const done: Resealed = { connections: 0, integrations: 0 };
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
    for (const row of rows) done.connections += await resealConnection(db, row, ring);
    report(done);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  done.integrations = await resealIntegrations(db, ring);
  return done;
}

/** Fenced by the generation: a rotation of tokens in between has sealed the row anew itself. */
async function resealConnection(
  db: Db,
  row: typeof connections.$inferSelect,
  ring: KeyRing,
): Promise<number> {
  const again = async (sealed: string | null, field: "access_token" | "refresh_token") => {
    if (sealed === null) return null;
    const binding = tokenBinding(row.id, field, row.gen);
    return await seal(await unseal(sealed, binding, ring), binding, ring);
  };
  const written = await db
    .update(connections)
    .set({
      accessTokenSealed: await again(row.accessTokenSealed, "access_token"),
      refreshTokenSealed: await again(row.refreshTokenSealed, "refresh_token"),
      keyId: ring.activeId,
    })
    .where(and(eq(connections.id, row.id), eq(connections.gen, row.gen)))
    .returning({ id: connections.id });
  return written.length;
}

async function resealIntegrations(db: Db, ring: KeyRing): Promise<number> {
  let count = 0;
  for (const row of await db.select().from(integrations)) {
    if (sealedKeyId(row.clientSecretSealed) === ring.activeId) continue;
    const binding = secretBinding(row.id);
    const clientSecretSealed = await seal(await unseal(row.clientSecretSealed, binding, ring), binding, ring);
    const unchanged = and(
      eq(integrations.id, row.id),
      eq(integrations.clientSecretSealed, row.clientSecretSealed),
    );
    count += (
      await db
        .update(integrations)
        .set({ clientSecretSealed })
        .where(unchanged)
        .returning({ id: integrations.id })
    ).length;
  }
  return count;
}
