import "server-only";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import { managedNonce } from "@noble/ciphers/utils.js";
import { env } from "@/lib/env";
import { formerKeyId, isFormer, unsealFormer } from "./former-seal";
import { type KeyRing, parseKeyRing } from "./key-ring";

const cipher = managedNonce(xchacha20poly1305);
const whole = /^([\w-]{1,32})\.([\w-]+)$/;

let ring: KeyRing | null = null;

/** The deployment's key ring, checked at start. */
export function keyRing(): KeyRing {
  ring ??= parseKeyRing(env().ENCRYPTION_KEYS);
  return ring;
}

/**
 * Encrypts a secret with XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha): `<key id>.<base64url of nonce,
 * text and tag>`. `binding` names the row and field: moved elsewhere, the text does not open.
 */
export function seal(secret: string, binding: string, keys = keyRing()): string {
  const opened = Buffer.from(secret, "utf8");
  const closed = cipherOf(keys, keys.activeId, binding).encrypt(opened);
  return `${keys.activeId}.${Buffer.from(closed.buffer, closed.byteOffset, closed.length).toString("base64url")}`;
}

/**
 * Decrypts what `seal` made for the same binding.
 *
 * @throws {Error} for an unknown key, another binding or altered text: never falls through.
 */
export async function unseal(sealed: string, binding: string, keys = keyRing()): Promise<string> {
  if (isFormer(sealed)) return await unsealFormer(sealed, binding, (id) => keyOf(keys, id));
  const [, id, text] = whole.exec(sealed) ?? [];
  // Not shown: it may be a secret that nobody sealed.
  if (id === undefined || text === undefined) throw new Error("What is no sealed text cannot be opened.");
  const opened = cipherOf(keys, id, binding).decrypt(Buffer.from(text, "base64url"));
  return new TextDecoder().decode(opened);
}

/** The id of the key that sealed this text; null for what is not sealed at all. */
export function sealedKeyId(sealed: string): string | null {
  if (isFormer(sealed)) return formerKeyId(sealed);
  return whole.exec(sealed)?.[1] ?? null;
}

/** The cipher of one place: key and binding are associated data, so neither can be put in another's stead. */
function cipherOf(keys: KeyRing, id: string, binding: string) {
  return cipher(keyOf(keys, id), Buffer.from(`${id} ${binding}`, "utf8"));
}

function keyOf(keys: KeyRing, id: string | null): Uint8Array<ArrayBuffer> {
  const key = id === null ? undefined : keys.keys.get(id);
  if (key === undefined) throw new Error(`ENCRYPTION_KEYS has no key ${id ?? "without id"}.`);
  return key;
}
