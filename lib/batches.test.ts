import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Batches } from "./batches";

test("who comes in the same turn goes together, and who comes meanwhile waits for the next", async () => {
  const sizes: number[] = [];
  const batches = new Batches<number, number>({ sizeMax: 4, underWayMax: 1 }, async (items) => {
    sizes.push(items.length);
    await sleep(5);
    return items.map((item) => item * 2);
  });
  const first = [1, 2].map(async (item) => await batches.add(item));
  await nextTurn();
  const meanwhile = [3, 4, 5, 6, 7].map(async (item) => await batches.add(item));
  expect(await Promise.all([...first, ...meanwhile])).toEqual([2, 4, 6, 8, 10, 12, 14]);
  expect(sizes).toEqual([2, 4, 1]);
});

test("an item that breaks its batch fails alone", async () => {
  const batches = new Batches<number, string>({ ...rule, isOfOne: () => true }, work);
  expect(await outcomesOf(batches)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(await batches.add(5)).toBe("5");
});

test("what is nobody's fault fails all of a batch at once", async () => {
  const batches = new Batches<number, string>(rule, work);
  expect(await outcomesOf(batches)).toEqual(["rejected", "rejected", "rejected", "rejected"]);
});

const rule = { sizeMax: 10, underWayMax: 1 };

async function work(items: readonly number[]): Promise<string[]> {
  await sleep(1);
  if (items.includes(3)) throw new Error("three");
  return items.map(String);
}

async function outcomesOf(batches: Batches<number, string>): Promise<string[]> {
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(async (item) => await batches.add(item)));
  return outcomes.map(({ status }) => status);
}
