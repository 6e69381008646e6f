import "server-only";
import { and, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { connectAttempts } from "@/db/schema/connect-attempt";
import { integrations } from "@/db/schema/integration";
import type { KeyRing } from "@/lib/crypto/key-ring";
import { seal, sealedKeyId, unseal } from "@/lib/crypto/seal";
import { verifierBinding } from "../connection/token-binding";
import { secretBinding } from "../integration/secret-binding";
import { unlessUnreadable } from "./unless-unreadable";

/** Seals the secrets of private integrations with the ring's first key; resolves to how many, and how many do not open. */
export async function resealIntegrations(
  db: Db,
  ring: KeyRing,
): Promise<{ resealed: number; unreadable: number }> {
  const counts = { resealed: 0, unreadable: 0 };
  for (const { id, clientSecretSealed: old } of await db.select().from(integrations)) {
    if (sealedKeyId(old) === ring.activeId) continue;
    const clientSecretSealed = await sealAgain(old, secretBinding(id), ring).catch(
      unlessUnreadable("integration", id),
    );
    if (clientSecretSealed === null) {
      counts.unreadable += 1;
      continue;
    }
    const unchanged = and(eq(integrations.id, id), eq(integrations.clientSecretSealed, old));
    const written = await db.update(integrations).set({ clientSecretSealed }).where(unchanged).returning();
    counts.resealed += written.length;
  }
  return counts;
}

/** The same for consents under way: whoever is at the provider now comes back to a key that is there. */
export async function resealAttempts(db: Db, ring: KeyRing): Promise<void> {
  for (const { id, codeVerifierSealed: old } of await db.select().from(connectAttempts)) {
    // What an earlier key sealed has long expired and waits to be cleaned up.
    const keyId = sealedKeyId(old) ?? "";
    if (keyId === ring.activeId || !ring.keys.has(keyId)) continue;
    const codeVerifierSealed = await sealAgain(old, verifierBinding(id), ring).catch(
      unlessUnreadable("attempt", id),
    );
    if (codeVerifierSealed === null) continue;
    await db
      .update(connectAttempts)
      .set({ codeVerifierSealed })
      .where(and(eq(connectAttempts.id, id), eq(connectAttempts.codeVerifierSealed, old)));
  }
}

async function sealAgain(sealed: string, binding: string, ring: KeyRing): Promise<string> {
  return seal(await unseal(sealed, binding, ring), binding, ring);
}
