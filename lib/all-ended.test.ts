import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { allEnded } from "./all-ended";

test("a failure is told when the others have ended", async () => {
  let ended = false;
  const slow = sleep(20).then(() => {
    ended = true;
  });
  await expect(allEnded([slow, Promise.reject(new Error("first"))])).rejects.toThrow("first");
  expect(ended).toBe(true);
  expect(await allEnded([1, Promise.resolve("two")])).toEqual([1, "two"]);
});

test("what begins when it is waited for begins once", async () => {
  let begun = 0;
  const lazy: PromiseLike<number> = {
    // biome-ignore lint/suspicious/noThenProperty: queries are built like this.
    then: (done, failed) => Promise.resolve(++begun).then(done, failed),
  };
  expect(await allEnded([lazy, Promise.resolve("other")])).toEqual([1, "other"]);
  expect(begun).toBe(1);
});
