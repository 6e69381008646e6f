import "server-only";
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from "jose";
import { env } from "@/lib/env";
import { type KeyRing, parseKeyRing } from "./key-ring";

let ring: KeyRing | null = null;

/** The deployment's key ring, checked at start. */
export function keyRing(): KeyRing {
  ring ??= parseKeyRing(env().ENCRYPTION_KEYS);
  return ring;
}

/**
 * Encrypts a secret as a compact JWE (RFC 7516; `dir`, A256GCM). The protected header carries the
 * key id and `binding`, which names the row and field: moved elsewhere, the text does not open.
 */
export async function seal(secret: string, binding: string, keys = keyRing()): Promise<string> {
  return await new CompactEncrypt(new TextEncoder().encode(secret))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: keys.activeId, bnd: binding })
    .encrypt(await keyOf(keys, keys.activeId));
}

/**
 * Decrypts what `seal` made for the same binding.
 *
 * @throws {Error} for an unknown key, another binding or altered text: never falls through.
 */
export async function unseal(sealed: string, binding: string, keys = keyRing()): Promise<string> {
  const { plaintext, protectedHeader } = await compactDecrypt(
    sealed,
    async ({ kid }) => await keyOf(keys, kid),
    {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    },
  );
  if (protectedHeader.bnd !== binding) throw new Error("A sealed secret was found outside its place.");
  return new TextDecoder().decode(plaintext);
}

/** The id of the key that sealed this text; null for what is not sealed at all. */
export function sealedKeyId(sealed: string): string | null {
  try {
    return decodeProtectedHeader(sealed).kid ?? null;
  } catch {
    return null;
  }
}

// Imported once: for a short secret the import costs as much as the cipher.
const imported = new WeakMap<Uint8Array<ArrayBuffer>, Promise<CryptoKey>>();

async function keyOf(keys: KeyRing, id: string | undefined): Promise<CryptoKey> {
  const raw = id === undefined ? undefined : keys.keys.get(id);
  if (raw === undefined) throw new Error(`ENCRYPTION_KEYS has no key ${id ?? "without id"}.`);
  const key =
    imported.get(raw) ?? crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  imported.set(raw, key);
  return await key;
}
