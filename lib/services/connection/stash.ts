import "server-only";
import { z } from "zod";
import type { KeyRing } from "@/lib/crypto/key-ring";
import { seal, sealedKeyId, unseal } from "@/lib/crypto/seal";
import { kv } from "@/lib/kv/client";
import { log } from "@/lib/log";
import type { Tokens } from "@/lib/providers/provider";

/** Longer than any outage that a deployment should survive; the text is sealed and bound to its place. */
const lifeSeconds = 7 * 24 * 60 * 60;

const Stashed = z.object({
  tokens: z.object({
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresInSeconds: z.number().nullable(),
    scopes: z.array(z.string()).nullable(),
    movedTo: z.string().optional(),
  }),
  issuedAt: z.iso.datetime().transform((text) => new Date(text)),
  durationMs: z.number(),
});

export interface Rotation {
  tokens: Tokens & { refreshToken: string };
  issuedAt: Date;
  durationMs: number;
}

interface Place {
  id: string;
  gen: number;
}

/**
 * Keeps a rotation that the database could not take, sealed, in the store: `tok:stash:<id>:<gen>`.
 *
 * @throws when the store is away too: then the pair is lost unless the process lives on to try again.
 */
export async function stashRotation(place: Place, rotation: Rotation): Promise<void> {
  const text = seal(JSON.stringify(rotation), stashKey(place));
  await kv().set(stashKey(place), text, { ex: lifeSeconds });
}

/**
 * What was stashed for this generation; `unreadable` when it does not open, as where the key ring lacks its key.
 *
 * @throws when the store is away: whether there is something is then not known.
 */
export async function findStashed(place: Place): Promise<Rotation | "unreadable" | null> {
  const text = await kv().get<string>(stashKey(place));
  if (text === null) return null;
  try {
    return Stashed.parse(JSON.parse(await unseal(text, stashKey(place))));
  } catch (error) {
    log().error({ err: error, connectionId: place.id }, "a stashed rotation cannot be read");
    return "unreadable";
  }
}

/** To be called when the database has the rotation, or has moved past it. */
export async function dropStashed(place: Place): Promise<void> {
  await kv()
    .del(stashKey(place))
    .catch(() => 0);
}

/**
 * Seals what waits for these generations with the ring's first key, keeping its time to live.
 *
 * @throws when the store is away.
 */
export async function resealStashes(places: readonly Place[], ring: KeyRing): Promise<void> {
  if (places.length === 0) return;
  const texts = await kv().mget<(string | null)[]>(...places.map(stashKey));
  for (const [index, place] of places.entries()) {
    const old = texts[index] ?? null;
    if (old === null || sealedKeyId(old) === ring.activeId) continue;
    const rotation = await unseal(old, stashKey(place), ring).catch((error: unknown) => {
      log().error({ err: error, connectionId: place.id }, "a stashed rotation cannot be read");
      return null;
    });
    if (rotation === null) continue;
    // Not made anew when it has been written to the database meanwhile.
    await kv().set(stashKey(place), seal(rotation, stashKey(place), ring), { xx: true, keepTtl: true });
  }
}

function stashKey({ id, gen }: Place): string {
  return `tok:stash:${id}:${gen}`;
}
