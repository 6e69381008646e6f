import "server-only";
import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { connections } from "@/db/schema/connection";
import { integrations } from "@/db/schema/integration";
import { keyRing, sealedKeyId } from "@/lib/crypto/seal";

/** The ids of all keys that something in the database is sealed with. */
export async function usedKeyIds(db: Db): Promise<Set<string>> {
  // Walks the index from one distinct value to the next: as fast over a million rows as over ten.
  const ofConnections = await db.execute<{ key_id: string }>(sql`
    with recursive used as (
      (select ${connections.keyId} from ${connections} where ${connections.keyId} is not null order by 1 limit 1)
      union all
      select (select ${connections.keyId} from ${connections} where ${connections.keyId} > used.key_id order by 1 limit 1)
      from used where used.key_id is not null
    )
    select key_id from used where key_id is not null`);
  const ofIntegrations = await db.select({ sealed: integrations.clientSecretSealed }).from(integrations);
  return new Set([
    ...ofConnections.map((row) => row.key_id),
    ...ofIntegrations.map(({ sealed }) => sealedKeyId(sealed) ?? "none"),
  ]);
}

/**
 * Makes sure that everything sealed can be opened.
 *
 * @throws {Error} naming the keys that ENCRYPTION_KEYS lacks.
 */
export async function checkKeys(db: Db, ring = keyRing()): Promise<void> {
  const missing = [...(await usedKeyIds(db))].filter((id) => !ring.keys.has(id));
  if (missing.length === 0) return;
  throw new Error(
    `ENCRYPTION_KEYS lacks the keys that stored secrets are sealed with: ${missing.join(", ")}. Add them after the first one.`,
  );
}
