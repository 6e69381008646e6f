import { expect, test, vi } from "vitest";
import { z } from "zod";
import { outdate, versioned } from "./versioned";

const rule = { name: "test", ttlSeconds: 60, schema: z.object({ turn: z.number() }) };
const forget = () => {
  (globalThis as { mostikVersioned?: Map<string, unknown> }).mostikVersioned?.clear();
};

test("a value is loaded once, for this process and, by the store, for others", async () => {
  const load = vi.fn(async () => ({ turn: 1 }));
  await Promise.all(Array.from({ length: 10 }, () => versioned(rule, "once", load)));
  forget();
  expect(await versioned(rule, "once", load)).toEqual({ turn: 1 });
  expect(load).toHaveBeenCalledTimes(1);
});

test("what is outdated is loaded anew at once", async () => {
  await versioned(rule, "old", async () => ({ turn: 1 }));
  await outdate(rule, "old");
  expect(await versioned(rule, "old", async () => ({ turn: 2 }))).toEqual({ turn: 2 });
});

test("what was loaded before an outdating and written after it is not believed", async () => {
  let write = (_: { turn: number }) => {};
  const slow = versioned(rule, "race", () => new Promise<{ turn: number }>((resolve) => (write = resolve)));
  await expect.poll(() => write.toString()).not.toContain("{}");
  await outdate(rule, "race");
  write({ turn: 1 });
  await slow;
  expect(await versioned(rule, "race", async () => ({ turn: 2 }))).toEqual({ turn: 2 });
});

test("a failure is not kept", async () => {
  await expect(
    versioned(rule, "failing", async () => await Promise.reject(new Error("away"))),
  ).rejects.toThrow();
  expect(await versioned(rule, "failing", async () => ({ turn: 3 }))).toEqual({ turn: 3 });
});
