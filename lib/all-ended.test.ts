import { setTimeout as sleep } from "node:timers/promises";
import { QueryPromise } from "drizzle-orm";
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
  class Lazy extends QueryPromise<number> {
    async execute(): Promise<number> {
      return ++begun;
    }
  }
  expect(await allEnded([new Lazy(), Promise.resolve("other")])).toEqual([1, "other"]);
  expect(begun).toBe(1);
});
