import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { kv } from "./client";
import { LocalTurns } from "./local-turns";
import { holdTurns, paceLater, takeTurn } from "./provider-limit";

// The store knows the script from then on: no test's first question takes longer than its others.
beforeAll(async () => {
  await takeTurn([seven("first")], 0);
});

const seven = (key: string) => ({ key, limit: 7, windowMs: 1_000 });

/** When the place is, at the earliest and at the latest: the store's clock is read somewhere in between. */
async function timed<T>(ask: () => Promise<T>, afterMsOf: (answer: T) => number) {
  const askedAt = performance.now();
  const answer = await ask();
  const afterMs = afterMsOf(answer);
  // The store counts in whole milliseconds.
  return { answer, afterMs, earliest: askedAt + afterMs - 1, latest: performance.now() + afterMs + 1 };
}

test("the eighth call of a second waits for the first to be a second old, and keeps its place", async () => {
  const turns = [];
  const take = async () => await takeTurn([seven("queue")], 10_000);
  for (let i = 0; i < 15; i++) turns.push(await timed(take, ({ afterMs }) => afterMs));
  expect(turns.every(({ answer }) => answer.granted)).toBe(true);
  expect(turns.slice(0, 7).every(({ afterMs }) => afterMs === 0)).toBe(true);
  for (const [index, { earliest }] of turns.slice(0, 8).entries())
    expect((turns[index + 7]?.latest ?? 0) - earliest).toBeGreaterThanOrEqual(1_000);
});

test("who would have to wait too long is told how long, and takes no place", async () => {
  for (let i = 0; i < 7; i++) await takeTurn([seven("full")], 0);
  const refused = await takeTurn([seven("full")], 0);
  expect(refused.granted).toBe(false);
  expect(refused.afterMs).toBeGreaterThan(0);
  await sleep(refused.afterMs + 5);
  expect(await takeTurn([seven("full")], 0)).toEqual({ granted: true, afterMs: 0 });
});

test("of many who come at once no more than the limit pass, over all accounts", async () => {
  const turns = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      return await takeTurn([seven("everybody"), seven(`account-${index % 8}`)], 0);
    }),
  );
  expect(turns.filter(({ granted }) => granted)).toHaveLength(7);
});

test("a provider that asks for a pause gets it, and only the one account pauses", async () => {
  await holdTurns("asked", 2);
  expect((await takeTurn([seven("asked")], 100)).granted).toBe(false);
  expect((await takeTurn([seven("other")], 100)).granted).toBe(true);
});

const ahead = (key: string, limit: number) => ({ key, limit, windowMs: 60_000, isReservedAhead: true });
const reserved = async (key: string) => await kv().llen(`turns:{${key}}`);

test("who calls again and again finds a place reserved, and gets no more than the limit", async () => {
  const rule = ahead("again", 20);
  let granted = 0;
  for (let i = 0; i < 40; i++) {
    granted += (await takeTurn([rule], 0)).granted ? 1 : 0;
    if (i === 1) await expect.poll(async () => await reserved("again")).toBe(3);
    await sleep(2);
  }
  // Where the machine stands still for a second a reserved place is lost, never used late.
  expect(granted).toBeGreaterThan(15);
  expect(granted).toBeLessThanOrEqual(20);
  expect(await reserved("again")).toBe(20);
});

test("what was reserved for nobody is not used later, and a call alone reserves nothing more", async () => {
  const rule = ahead("late", 20);
  await takeTurn([rule], 0);
  await sleep(1_050);
  expect(await reserved("late")).toBe(1);
  await takeTurn([rule], 0);
  await takeTurn([rule], 0);
  await expect.poll(async () => await reserved("late")).toBe(4);
  await sleep(1_050);
  await takeTurn([rule], 0);
  expect(await reserved("late")).toBe(5);
});

test("a pause that the provider asks for is not passed by a place reserved before it", async () => {
  const rule = ahead("paused", 20);
  await takeTurn([rule], 0);
  await takeTurn([rule], 0);
  await expect.poll(async () => await reserved("paused")).toBe(3);
  await holdTurns("paused", 2);
  expect((await takeTurn([rule], 100)).granted).toBe(false);
});

test("a crowd without places comes back in a line", async () => {
  const later = [];
  const pace = async () => await paceLater("crowd", 1_000, 200);
  for (let i = 0; i < 5; i++) later.push(await timed(pace, (afterMs) => afterMs));
  for (const [index, { afterMs, earliest }] of later.entries()) {
    expect(afterMs).toBeGreaterThanOrEqual(1_000);
    expect(afterMs).toBeLessThanOrEqual(1_000 + index * 200);
    expect((later[index + 1]?.latest ?? Infinity) - earliest).toBeGreaterThanOrEqual(200);
  }
});

test("a process alone keeps to the same rule", () => {
  const turns = new LocalTurns();
  const take = (nowMs: number) => turns.take([seven("x")], 100, nowMs);
  for (let i = 0; i < 7; i++) expect(take(i)).toEqual([1, 0]);
  expect(take(10)).toEqual([0, 990]);
  expect(take(950)).toEqual([1, 50]);
  turns.hold("x", 5_000, 2_000);
  expect(take(3_000)).toEqual([0, 4_000]);
});
