import { z } from "zod";

export interface KeyRing {
  /** The id of the key that seals; the others only open. */
  activeId: string;
  keys: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

const Entry = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/_=-]+$/, "an entry is <key id>:<base64 of 32 bytes>")
  .transform((text, context) => {
    const [id = "", encoded = ""] = text.split(":");
    const key = new Uint8Array(Buffer.from(encoded, "base64"));
    if (key.length === 32) return { id, key };
    context.addIssue({ code: "custom", message: `the key ${id} has ${key.length} bytes instead of 32` });
    return z.NEVER;
  });

/**
 * Reads `ENCRYPTION_KEYS`: comma-separated `<id>:<base64 of 32 bytes>`, the sealing key first.
 *
 * @throws {Error} for an empty ring, a malformed entry or an id given twice; never shows a key.
 */
export function parseKeyRing(text: string): KeyRing {
  const result = z
    .array(Entry)
    .min(1)
    .safeParse(text.split(",").map((part) => part.trim()));
  if (!result.success) {
    throw new Error(
      `ENCRYPTION_KEYS is not usable: ${result.error.issues.map(({ message }) => message).join("; ")}`,
    );
  }
  const keys = new Map(result.data.map(({ id, key }) => [id, key]));
  const [first] = result.data;
  if (first === undefined || keys.size !== result.data.length) {
    throw new Error("ENCRYPTION_KEYS is not usable: a key id stands twice");
  }
  return { activeId: first.id, keys };
}
