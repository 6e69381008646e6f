import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { parseKeyRing } from "./key-ring";
import { seal, unseal } from "./seal";

const newKey = () => randomBytes(32).toString("base64");
const old = `old:${newKey()}`;
const ring = parseKeyRing(old);
const place = "connections:1:refresh_token";

test("a secret opens in its own place", async () => {
  expect(await unseal(await seal("дом", place, ring), place, ring)).toBe("дом");
});

test("a secret moved to another row or field does not open", async () => {
  const sealed = await seal("secret", place, ring);
  await expect(unseal(sealed, "connections:2:refresh_token", ring)).rejects.toThrow();
});

test("an altered secret does not open", async () => {
  const sealed = await seal("secret", place, ring);
  const parts = sealed.split(".");
  parts[3] = `${parts[3]?.startsWith("A") ? "B" : "A"}${parts[3]?.slice(1)}`;
  await expect(unseal(parts.join("."), place, ring)).rejects.toThrow();
});

test("plaintext is never passed through", async () => {
  await expect(unseal("plain", place, ring)).rejects.toThrow();
});

test("a rotated ring opens what the old key sealed, and a ring without that key refuses", async () => {
  const sealed = await seal("secret", place, ring);
  const next = `new:${newKey()}`;
  expect(await unseal(sealed, place, parseKeyRing(`${next},${old}`))).toBe("secret");
  await expect(unseal(sealed, place, parseKeyRing(next))).rejects.toThrow("no key old");
});

test("a ring that is malformed, too short or ambiguous is refused without showing a key", () => {
  for (const text of ["", "k1", "k1:short", `${old},${old}`, `${newKey()}`]) {
    expect(() => parseKeyRing(text)).toThrow(/^ENCRYPTION_KEYS is not usable/);
  }
});
