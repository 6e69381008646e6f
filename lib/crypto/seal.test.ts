import { randomBytes } from "node:crypto";
import { CompactEncrypt } from "jose";
import { expect, test } from "vitest";
import { parseKeyRing } from "./key-ring";
import { seal, sealedKeyId, unseal } from "./seal";

const newKey = () => randomBytes(32).toString("base64");
const old = `old:${newKey()}`;
const ring = parseKeyRing(old);
const place = "connections:1:refresh_token";

test("a secret opens in its own place", async () => {
  expect(await unseal(seal("дом", place, ring), place, ring)).toBe("дом");
});

test("a secret moved to another row or field does not open", async () => {
  const sealed = seal("secret", place, ring);
  await expect(unseal(sealed, "connections:2:refresh_token", ring)).rejects.toThrow();
});

test("an altered secret does not open", async () => {
  const sealed = seal("secret", place, ring);
  const [id = "", text = ""] = sealed.split(".");
  for (const at of [0, 31, 32, text.length - 3]) {
    const altered = `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
    await expect(unseal(`${id}.${altered}`, place, ring)).rejects.toThrow();
  }
  await expect(unseal(sealed.slice(0, -8), place, ring)).rejects.toThrow();
  for (const stray of ["!", " ", "=", "\n", "ï"])
    await expect(unseal(`${sealed.slice(0, 20)}${stray}${sealed.slice(20)}`, place, ring)).rejects.toThrow();
});

test("the same secret is sealed differently each time, and says nothing but its key", () => {
  const both = [seal("secret", place, ring), seal("secret", place, ring)];
  expect(new Set(both).size).toBe(2);
  expect(both.map(sealedKeyId)).toEqual(["old", "old"]);
});

test("plaintext is never passed through, nor shown by the error", async () => {
  for (const text of [
    "",
    "secret",
    "old.",
    "old.secret",
    ".secret",
    "se..cret",
    "eyJhbGciOiJub25lIn0..x.y.z",
  ]) {
    const opening = unseal(text, place, ring);
    await expect(opening).rejects.toThrow();
    await expect(opening).rejects.not.toThrow(/secret/);
  }
  expect(["secret", "a secret of words.", "secret.key!"].map(sealedKeyId)).toEqual([null, null, null]);
});

test("a text is bound to its key's id, though two ids may have the same bytes", async () => {
  const bytes = newKey();
  const both = parseKeyRing(`first:${bytes},second:${bytes}`);
  const sealed = seal("secret", place, both);
  expect(await unseal(sealed, place, both)).toBe("secret");
  await expect(unseal(sealed.replace("first", "second"), place, both)).rejects.toThrow("invalid tag");
});

test("what was sealed as a JWE, before, still opens in its own place alone", async () => {
  const sealed = await new CompactEncrypt(new TextEncoder().encode("дом"))
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: "old", bnd: place })
    .encrypt(ring.keys.get("old") ?? new Uint8Array());
  expect(sealedKeyId(sealed)).toBe("old");
  expect(await unseal(sealed, place, ring)).toBe("дом");
  await expect(unseal(sealed, "connections:2:refresh_token", ring)).rejects.toThrow("outside its place");
  await expect(unseal(sealed, place, parseKeyRing(`new:${newKey()}`))).rejects.toThrow("no key old");
});

test("a rotated ring opens what the old key sealed, and a ring without that key refuses", async () => {
  const sealed = seal("secret", place, ring);
  const next = `new:${newKey()}`;
  expect(await unseal(sealed, place, parseKeyRing(`${next},${old}`))).toBe("secret");
  await expect(unseal(sealed, place, parseKeyRing(next))).rejects.toThrow("no key old");
});

test("a ring that is malformed, too short or ambiguous is refused without showing a key", () => {
  for (const text of ["", "k1", "k1:short", `${old},${old}`, `${newKey()}`]) {
    expect(() => parseKeyRing(text)).toThrow(/^ENCRYPTION_KEYS is not usable/);
  }
});
