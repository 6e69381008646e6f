import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { callFailed } from "@/lib/kv/circuit";
import { holdTurns } from "@/lib/kv/provider-limit";
import {
  amocrmWithClock,
  dodoisWithClock,
  makeOwner,
  type Owner,
  readConnection,
} from "@/lib/testing/connected";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { getToken } from "./get-token";

const day = 86_400;
let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let owner: Owner;

beforeAll(async () => {
  dodois = await dodoisWithClock();
  amocrm = await amocrmWithClock();
});
afterAll(async () => await Promise.all([dodois.close(), amocrm.close()]));
beforeEach(async () => {
  await testDb().delete(connections);
  owner = await makeOwner();
});

const sweep = async () => await refreshTokens({ clock: systemNow, budgetMs: 40_000 });
const healthy = { status: "active", gen: 1, failCount: 0, lastErrorClass: null, leaseToken: null };

test("an open circuit puts a refresh off without blaming the account, and is tried again soon", async () => {
  const id = await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account: "north" });
  await dodois.control.advance(day + 60);
  for (let i = 0; i < 10; i++) await callFailed("dodois:io:token", systemNow());
  const before = (await dodois.control.stats()).refreshes;
  expect(await sweep()).toMatchObject({ claimed: 1, deferred: 1, transient: 0 });
  const row = await readConnection(id);
  expect(row).toMatchObject(healthy);
  const putOffMs = (row.nextRefreshAt?.getTime() ?? 0) - systemNow().getTime();
  expect(putOffMs).toBeGreaterThan(5_000);
  expect(putOffMs).toBeLessThan(15_000);
  const actor = { type: "api_key", keyId: owner.projectId, projectId: owner.projectId, scopes: [] } as const;
  const ctx = { ...testContext(actor, { now: systemNow() }), clock: systemNow };
  await expect(getToken(ctx, id, null)).rejects.toMatchObject({
    code: "unavailable",
    reason: "provider_resting",
    retryAfterSeconds: expect.any(Number),
  });
  expect((await dodois.control.stats()).refreshes).toBe(before);
  await dodois.control.advance(30);
  await sleep(510);
  expect(await sweep()).toMatchObject({ claimed: 1, refreshed: 1 });
});

test("a provider that is down opens the circuit, and half a minute after it is up all is renewed", async () => {
  const ids: string[] = [];
  for (const account of await dodois.accounts()) {
    ids.push(await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account }));
  }
  await dodois.control.advance(day + 60);
  await dodois.control.fault({ kind: "status", status: 503, path: "/connect/token", times: 1_000 });
  for (let i = 0; i < 12; i++) {
    await sweep();
    await testDb().update(connections).set({ nextRefreshAt: systemNow() });
  }
  expect(await sweep()).toMatchObject({ deferred: ids.length });
  await fetch(`${dodois.origin}/_sandbox/faults`, { method: "DELETE" });
  await vi.waitFor(
    async () => {
      await dodois.control.advance(30);
      await sleep(510);
      await sweep();
      for (const id of ids) expect(await readConnection(id)).toMatchObject({ status: "active", gen: 2 });
    },
    { timeout: 15_000 },
  );
});

test("a used-up limit of amoCRM puts a refresh off without blaming the account", async () => {
  const id = await connectDemo(owner.ctx(), "amocrm", { origin: amocrm.origin, account: "pizzanorth" });
  await dodois.control.advance(day + 60);
  await holdTurns("amocrm:pizzanorth.amocrm.ru", 4);
  expect(await sweep()).toMatchObject({ claimed: 1, deferred: 1 });
  expect(await readConnection(id)).toMatchObject(healthy);
  await dodois.control.advance(10);
  await sleep(2_800);
  expect(await sweep()).toMatchObject({ claimed: 1, refreshed: 1 });
});

test("amoCRM is asked seven times a second at the most, by all accounts together", async () => {
  for (const account of (await amocrm.accounts()).slice(0, 3)) {
    await connectDemo(owner.ctx(), "amocrm", { origin: amocrm.origin, account });
  }
  await dodois.control.advance(day + 60);
  for (let round = 0; round < 6; round++) {
    await testDb().update(connections).set({ nextRefreshAt: systemNow() });
    await sweep();
  }
  const times = (await amocrm.control.calls()).map(({ at }) => new Date(at).getTime()).sort((a, b) => a - b);
  for (const [index, at] of times.entries()) {
    const eighth = times[index + 7];
    if (eighth !== undefined) expect(eighth - at).toBeGreaterThanOrEqual(1_000);
  }
});
