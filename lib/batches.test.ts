import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Batches } from "./batches";

test("who comes alone waits for nobody, and who comes meanwhile goes together", async () => {
  const sizes: number[] = [];
  const batches = new Batches<number, number>(async (items) => {
    sizes.push(items.length);
    await sleep(5);
    return items.map((item) => item * 2);
  }, 4);
  expect(await Promise.all([1, 2, 3, 4, 5, 6].map(async (item) => await batches.add(item)))).toEqual([
    2, 4, 6, 8, 10, 12,
  ]);
  expect(sizes).toEqual([1, 4, 1]);
});

test("an item that breaks its batch fails alone", async () => {
  const batches = new Batches<number, string>(async (items) => {
    await sleep(1);
    if (items.includes(3)) throw new Error("three");
    return items.map(String);
  }, 10);
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(async (item) => await batches.add(item)));
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(await batches.add(5)).toBe("5");
});
