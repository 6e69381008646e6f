import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import { env } from "@/lib/env";
import { clientAddressHeader } from "@/lib/http/client-address";
import { kv } from "@/lib/kv/client";
import { amocrmWithClock } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { holdClock } from "@/lib/testing/hold-clock";
import { account, golden, integration, seen, twinproxyForTest } from "@/lib/testing/twinproxy";

let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let proxy: Awaited<ReturnType<typeof twinproxyForTest>>;

beforeAll(async () => {
  amocrm = await amocrmWithClock([integration]);
  proxy = await twinproxyForTest(amocrm);
  await testDb().delete(twinproxyLogins);
  await proxy.register();
});
afterAll(async () => {
  await proxy.close();
  await amocrm.close();
});
beforeEach(holdClock);
beforeEach(async () => {
  await kv().flushdb();
});

test("who guesses is stopped, the owner elsewhere is not, and asking rightly is not counted", async () => {
  Object.assign(env(), { MOSTIK_OWN_DOOR: true });
  const from = (address: string) => ({ [clientAddressHeader]: address });
  const ask = async (address: string, password: string) =>
    await proxy.call("GET", "getToken", { ...account, password }, from(address));
  try {
    for (let asked = 0; asked < 12; asked++)
      expect((await ask("203.0.113.1", account.password)).status).toBe(200);
    for (let guess = 0; guess < 10; guess++)
      expect(seen(await ask("203.0.113.9", `guess-${guess}`))).toEqual(golden("getToken-401"));
    const stopped = await ask("203.0.113.9", account.password);
    expect(seen(stopped)).toEqual(golden("getToken-429"));
    expect(Number(stopped.headers["retry-after"])).toBeGreaterThan(0);
    expect((await ask("203.0.113.1", account.password)).status).toBe(200);
  } finally {
    Object.assign(env(), { MOSTIK_OWN_DOOR: false });
  }
});

test("who guesses at one login after the other is stopped at all of them", async () => {
  for (let guess = 0; guess < 100; guess++) {
    const { status } = await proxy.getToken({ login: `nobody_${guess}` });
    expect([guess, status]).toEqual([guess, 401]);
  }
  expect(seen(await proxy.getToken())).toEqual(golden("getToken-429"));
});

test("guesses sent all at once are no more than the limit and those under way", async () => {
  const guess = async (password: string) => (await proxy.getToken({ password })).status;
  const guesses = Array.from({ length: 60 }, async (_, index) => await guess(`guess-${index}`));
  const statuses = await Promise.all([...guesses, guess(account.password)]);
  const checked = statuses.filter((status) => status !== 429).length;
  expect(checked).toBeGreaterThanOrEqual(10);
  expect(checked).toBeLessThan(20);
});

test("a login that nobody has is refused as slowly as a wrong password", async () => {
  const times = { wrong: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 30; round++) {
    await kv().flushdb();
    for (const [kind, login] of [
      ["wrong", account.login],
      ["unknown", `nobody_${round}`],
    ] as const) {
      const startedAt = performance.now();
      expect((await proxy.getToken({ login, password: "Qwerty124" })).status).toBe(401);
      times[kind].push(performance.now() - startedAt);
    }
  }
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[list.length / 2] ?? 0;
  const ratio = median(times.unknown) / median(times.wrong);
  // Without the check of a decoy it is a third and less; two medians of like times are not that far apart.
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(1.7);
});

test("too many calls of one client, and too many registrations, are told when to come again", async () => {
  const taken = await proxy.registration();
  for (let turn = 0; turn < 60; turn++) expect((await proxy.register(taken)).status).toBe(422);
  const tooMany = await proxy.register(taken);
  expect(seen(tooMany)).toEqual(golden("registration-429"));
  expect(Number(tooMany.headers["retry-after"])).toBeGreaterThan(0);
  expect((await proxy.getToken()).status).toBe(200);
  let answer = await proxy.call("GET", "getToken", "{}");
  for (let call = 0; call < 1_300 && answer.status === 422; call += 1) {
    answer = await proxy.call("GET", "getToken", "{}");
  }
  expect(seen(answer)).toEqual(golden("getToken-429"));
});
