import "server-only";
import { compactDecrypt, decodeProtectedHeader } from "jose";

/** Whether a text was sealed the way before decision 0015: a compact JWE (RFC 7516; `dir`, A256GCM). */
export function isFormer(sealed: string): boolean {
  return sealed.includes("..");
}

/** The id of the key that sealed it; null when its header cannot be read. */
export function formerKeyId(sealed: string): string | null {
  try {
    return decodeProtectedHeader(sealed).kid ?? null;
  } catch {
    return null;
  }
}

/**
 * Opens it. The protected header carries the key id and the binding.
 *
 * @throws {Error} for an unknown key, another binding or altered text.
 */
export async function unsealFormer(
  sealed: string,
  binding: string,
  keyOf: (id: string | null) => Uint8Array,
): Promise<string> {
  const { plaintext, protectedHeader } = await compactDecrypt(sealed, ({ kid }) => keyOf(kid ?? null), {
    keyManagementAlgorithms: ["dir"],
    contentEncryptionAlgorithms: ["A256GCM"],
  });
  if (protectedHeader.bnd !== binding) throw new Error("A sealed secret was found outside its place.");
  return new TextDecoder().decode(plaintext);
}
