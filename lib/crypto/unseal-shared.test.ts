import { expect, test, vi } from "vitest";
import { seal } from "./seal";
import { unsealShared } from "./unseal-shared";

test("many who ask at once for one secret get it, and in its own place alone", async () => {
  const sealed = seal("a secret", "row/1");
  const texts = await Promise.all(
    Array.from({ length: 20 }, async () => await unsealShared(sealed, "row/1")),
  );
  expect(new Set(texts)).toEqual(new Set(["a secret"]));
  await expect(unsealShared(sealed, "row/2")).rejects.toThrow("invalid tag");
  await expect(unsealShared(sealed, "row/2")).rejects.toThrow("invalid tag");
});

test("a secret is opened once in five seconds and let go then", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const open = vi.spyOn(TextDecoder.prototype, "decode");
  const sealed = seal("another secret", "row/3");
  for (let turn = 0; turn < 3; turn += 1) expect(await unsealShared(sealed, "row/3")).toBe("another secret");
  expect(open).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(5_001);
  expect(await unsealShared(sealed, "row/3")).toBe("another secret");
  expect(open).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
