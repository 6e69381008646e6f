import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Tally } from "./tally";

function makeTally(fails = () => false) {
  const written: { at: number; rows: number }[] = [];
  const failed: number[] = [];
  const tally = new Tally<{ name: string; count: number }>({
    name: "test",
    keyOf: ({ name }) => name,
    join: (known, next) => ({ ...known, count: known.count + next.count }),
    write: async (_, list) => {
      if (fails()) {
        failed.push(list.length);
        throw Object.assign(new Error("away"), { code: "ECONNREFUSED" });
      }
      written.push({ at: performance.now(), rows: list.length });
    },
  });
  const count = (names: number) => {
    for (let name = 0; name < names; name += 1) tally.add({ name: `${name}`, count: 1 });
  };
  return { tally, written, failed, count, rows: () => written.reduce((sum, { rows }) => sum + rows, 0) };
}

test("a second's counts are written by and by, so that no request waits for all of them", async () => {
  const { written, count, rows } = makeTally();
  count(200);
  await expect.poll(rows, { timeout: 5_000 }).toBe(200);
  expect(Math.max(...written.map((one) => one.rows))).toBeLessThanOrEqual(25);
  const [first, last] = [written.at(0)?.at ?? 0, written.at(-1)?.at ?? 0];
  expect(last - first).toBeGreaterThan(300);
  expect(last - first).toBeLessThan(1_500);
});

test("a process that ends does not wait for the pauses, even where writing has begun", async () => {
  const { tally, written, count, rows } = makeTally();
  count(1_000);
  await expect.poll(() => written.length, { timeout: 5_000 }).toBeGreaterThan(0);
  const began = performance.now();
  await tally.flush();
  expect(rows()).toBe(1_000);
  expect(performance.now() - began).toBeLessThan(200);
});

test("while the database is away it is asked once for a second's counts, and takes all of them when it is back", async () => {
  let isAway = true;
  const { failed, count, rows } = makeTally(() => isAway);
  count(200);
  await expect.poll(() => failed.length, { timeout: 5_000 }).toBeGreaterThan(0);
  // The rest of the parts would have come by now, the next second's attempt not yet.
  await sleep(600);
  expect(failed).toEqual([25]);
  isAway = false;
  await expect.poll(rows, { timeout: 5_000 }).toBe(200);
});
