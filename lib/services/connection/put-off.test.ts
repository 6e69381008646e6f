import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { callFailed, circuitRestMs } from "@/lib/kv/circuit";
import type { Turnstile } from "@/lib/kv/local-turns";
import { holdTurns, takeTurn } from "@/lib/kv/provider-limit";
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

vi.mock(import("@/lib/kv/provider-limit"), async (load) => {
  const real = await load();
  return { ...real, takeTurn: vi.fn(real.takeTurn) };
});
const original = await vi.importActual<typeof import("@/lib/kv/provider-limit")>("@/lib/kv/provider-limit");

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
const circuit = "dodois:io:token";
const restMs = async () => (await circuitRestMs(circuit, systemNow())) ?? 0;
const advanceMs = async (ms: number) => await dodois.control.advance(Math.ceil(ms / 1000));

/** A rest so long, by the clock that only the test moves on, that no slow machine outlasts it. */
async function openForLong(fail: () => Promise<unknown>): Promise<void> {
  for (let rest = await restMs(); rest < 30_000; rest = await restMs()) {
    if (rest > 0) await advanceMs(rest);
    await fail();
  }
}

test("an open circuit puts a refresh off without blaming the account, and is tried again soon", async () => {
  const id = await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account: "north" });
  await dodois.control.advance(day + 60);
  await openForLong(async () => await callFailed(circuit, systemNow()));
  const before = (await dodois.control.stats()).refreshes;
  const startedAt = systemNow().getTime();
  const restsUntil = startedAt + (await restMs());
  expect(await sweep()).toMatchObject({ claimed: 1, deferred: 1, transient: 0 });
  const tookMs = systemNow().getTime() - startedAt;
  const row = await readConnection(id);
  expect(row).toMatchObject(healthy);
  const afterRestMs = (row.nextRefreshAt?.getTime() ?? 0) - restsUntil;
  expect(afterRestMs).toBeGreaterThan(-1_000);
  expect(afterRestMs).toBeLessThan(tookMs + 1_000);
  const actor = { type: "api_key", keyId: owner.projectId, projectId: owner.projectId, scopes: [] } as const;
  const ctx = { ...testContext(actor, { now: systemNow() }), clock: systemNow, connection: null };
  await expect(getToken(ctx, id, null)).rejects.toMatchObject({
    code: "unavailable",
    reason: "provider_resting",
    retryAfterSeconds: expect.any(Number),
  });
  expect((await dodois.control.stats()).refreshes).toBe(before);
  await advanceMs(afterRestMs + (await restMs()) + 1_000);
  expect(await sweep()).toMatchObject({ claimed: 1, refreshed: 1 });
});

test("a provider that is down opens the circuit, and within a minute after its rest all is renewed", async () => {
  const ids: string[] = [];
  for (const account of await dodois.accounts()) {
    ids.push(await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account }));
  }
  await dodois.control.advance(day + 60);
  await dodois.control.fault({ kind: "status", status: 503, path: "/connect/token", times: 1_000 });
  const makeDue = async () => await testDb().update(connections).set({ nextRefreshAt: systemNow() });
  await openForLong(async () => {
    await makeDue();
    await sweep();
  });
  await makeDue();
  expect(await sweep()).toMatchObject({ deferred: ids.length });
  await fetch(`${dodois.origin}/_sandbox/faults`, { method: "DELETE" });
  await advanceMs((await restMs()) + 1_000);
  expect(await sweep()).toMatchObject({ refreshed: 1, deferred: ids.length - 1 });
  // One has found out that the provider is back; the others were told to stay away for no longer than it rested.
  await dodois.control.advance(60);
  expect(await sweep()).toMatchObject({ refreshed: ids.length - 1 });
  for (const id of ids) expect(await readConnection(id)).toMatchObject({ status: "active", gen: 2 });
});

test("a used-up limit of amoCRM puts a refresh off without blaming the account", async () => {
  const id = await connectDemo(owner.ctx(), "amocrm", { origin: amocrm.origin, account: "pizzanorth" });
  await dodois.control.advance(day + 60);
  await holdTurns("amocrm:pizzanorth.amocrm.ru", 600);
  expect(await sweep()).toMatchObject({ claimed: 1, deferred: 1 });
  expect(await readConnection(id)).toMatchObject(healthy);
  await holdTurns("amocrm:pizzanorth.amocrm.ru", 0);
  await sleep(5);
  await dodois.control.advance(610);
  expect(await sweep()).toMatchObject({ claimed: 1, refreshed: 1 });
});

/** What every call waits for: when it may leave at the earliest, by the clock of the imitation. */
function watchTurns() {
  const turns: { rules: readonly Turnstile[]; notBefore: number }[] = [];
  vi.mocked(takeTurn).mockImplementation(async (rules, longestWaitMs) => {
    const askedAt = systemNow().getTime();
    const turn = await original.takeTurn(rules, longestWaitMs);
    if (turn.granted) turns.push({ rules, notBefore: askedAt + turn.afterMs });
    return turn;
  });
  return { turns, end: () => vi.mocked(takeTurn).mockImplementation(original.takeTurn) };
}

// That of such turns no more than seven fall into a second is a promise of the turnstile's own.
test("amoCRM is asked by all accounts together in one line, seven a second, and nobody leaves it early", async () => {
  for (const account of (await amocrm.accounts()).slice(0, 3)) {
    await connectDemo(owner.ctx(), "amocrm", { origin: amocrm.origin, account });
  }
  await dodois.control.advance(day + 60);
  const known = (await amocrm.control.calls()).length;
  const { turns, end } = watchTurns();
  for (let round = 0; round < 6; round++) {
    await testDb().update(connections).set({ nextRefreshAt: systemNow() });
    await sweep();
  }
  end();
  const calls = (await amocrm.control.calls()).slice(known);
  const times = calls.map(({ at }) => new Date(at).getTime()).sort((a, b) => a - b);
  const earliest = turns.map(({ notBefore }) => notBefore).sort((a, b) => a - b);
  expect(times.length).toBeGreaterThan(7);
  expect(earliest).toHaveLength(times.length);
  for (const [index, at] of times.entries()) expect(at).toBeGreaterThanOrEqual((earliest[index] ?? 0) - 5);
  for (const { rules } of turns) {
    const [all] = rules;
    expect(all).toMatchObject({ key: "amocrm", limit: 7 });
    expect(all?.windowMs).toBeGreaterThanOrEqual(1_000);
  }
});
