import { setTimeout as sleep } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { callFailed, callSucceeded, circuitRestMs, mayCall } from "./circuit";

const start = new Date("2030-01-01T00:00:00Z");
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

async function fail(name: string, times: number, now = start): Promise<void> {
  for (let i = 0; i < times; i++) await callFailed(name, now);
}

/** Another process: the same store, none of what this one remembers. */
async function otherProcess(): Promise<typeof import("./circuit")> {
  vi.resetModules();
  return await import("./circuit");
}

test("ten failures in a row open it, nine do not", async () => {
  await fail("ten", 9);
  expect(await circuitRestMs("ten", start)).toBeNull();
  await fail("ten", 1);
  expect(await circuitRestMs("ten", start)).toBe(10_000);
  expect(await mayCall("ten", start)).toBe(false);
});

test("a success between failures keeps it closed", async () => {
  await fail("between", 9);
  await callSucceeded("between", start);
  await fail("between", 9);
  expect(await circuitRestMs("between", start)).toBeNull();
});

test("after the rest one call tries; its success closes it for all", async () => {
  await fail("probe", 10);
  expect(await circuitRestMs("probe", after(10))).toBeNull();
  const tries = await Promise.all([1, 2, 3].map(async () => await mayCall("probe", after(10))));
  expect(tries.filter(Boolean)).toHaveLength(1);
  await callSucceeded("probe", after(11));
  expect(await mayCall("probe", after(11))).toBe(true);
});

test("a try that fails doubles the rest, up to a minute", async () => {
  await fail("doubling", 10);
  const rests = [];
  let seconds = 10;
  for (let i = 0; i < 4; i++) {
    expect(await mayCall("doubling", after(seconds))).toBe(true);
    await callFailed("doubling", after(seconds));
    const restMs = (await circuitRestMs("doubling", after(seconds))) ?? 0;
    rests.push(restMs);
    seconds += restMs / 1000;
  }
  expect(rests).toEqual([20_000, 40_000, 60_000, 60_000]);
});

test("what one process sees, the others know", async () => {
  await fail("shared", 6);
  const other = await otherProcess();
  for (let i = 0; i < 4; i++) await other.callFailed("shared", start);
  await sleep(510);
  await circuitRestMs("shared", start);
  await sleep(100);
  expect(await circuitRestMs("shared", start)).toBe(10_000);
  await other.callSucceeded("shared", start);
  await sleep(510);
  expect(await circuitRestMs("shared", start)).toBeNull();
});

test("a clock that was turned back does not keep it open for long", async () => {
  await fail("clock", 10, after(86_400));
  expect(await circuitRestMs("clock", start)).toBeNull();
});
