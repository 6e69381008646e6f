import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { systemNow } from "@/lib/clock";
import { type Owner, readConnection } from "@/lib/testing/connected";
import { connectedDodois } from "@/lib/testing/connected-dodois";
import { testDb } from "@/lib/testing/db";
import { disconnect } from "./disconnect";
import { leaseConnection, leaseDueConnections } from "./lease";
import { refreshLeased } from "./refresh-leased";

const hours = (count: number) => count * 3600;
const system = { type: "system", job: "test" } as const;
let dodois: Awaited<ReturnType<typeof connectedDodois>>;
let owner: Owner;
let connectionId: string;

beforeAll(async () => {
  dodois = await connectedDodois();
});
afterAll(async () => await dodois.close());
beforeEach(async () => {
  ({ owner, connectionId } = await dodois.begin());
});

test("who waits for a holder that fails does not ask the provider again in its stead", async () => {
  await dodois.control.advance(hours(25));
  const [leased] = await leaseDueConnections({ db: testDb(), now: systemNow() }, 1);
  if (leased === undefined) throw new Error("Nothing was due.");
  await dodois.control.fault({ kind: "status", status: 503, delayMs: 300, path: "/connect/token", times: 9 });
  const holder = refreshLeased({ db: testDb(), actor: system, clock: systemNow }, leased);
  await expect(dodois.ask()).rejects.toMatchObject({ code: "unavailable" });
  expect(await holder).toMatchObject({ kind: "failed" });
  expect((await dodois.control.stats()).refreshes).toBe(1);
});

test("a lease is kept by the database's clock: a process that is ahead does not end it", async () => {
  await dodois.control.advance(hours(21));
  const ahead = new Date(systemNow().getTime() + 120_000);
  expect(await leaseDueConnections({ db: testDb(), now: systemNow() }, 1)).toHaveLength(1);
  expect(await leaseDueConnections({ db: testDb(), now: ahead }, 1)).toEqual([]);
  expect(await leaseConnection({ db: testDb(), now: ahead }, connectionId, 1)).toBeNull();
});

test("a holder that dies during a refresh out of turn leaves the connection to the next sweep", async () => {
  await leaseConnection({ db: testDb(), now: systemNow() }, connectionId, 1);
  expect(await dodois.sweep()).toMatchObject({ claimed: 0 });
  await dodois.control.advance(61);
  expect(await dodois.sweep()).toMatchObject({ claimed: 1, refreshed: 1 });
});

test("a holder that was held up for too long does not send the token", async () => {
  await dodois.control.advance(hours(21));
  const [leased] = await leaseDueConnections({ db: testDb(), now: systemNow() }, 1);
  if (leased === undefined) throw new Error("Nothing was due.");
  const late = { ...leased, askBeforeMs: performance.now() - 1 };
  expect(await refreshLeased({ db: testDb(), actor: system, clock: systemNow }, late)).toMatchObject({
    kind: "deferred",
  });
  expect((await dodois.control.stats()).refreshes).toBe(0);
  expect(await readConnection(connectionId)).toMatchObject({ leaseToken: null, failCount: 0 });
});

test("sweeps that overlap renew each connection once", async () => {
  await dodois.control.advance(hours(21));
  const counts = await Promise.all([dodois.sweep(), dodois.sweep(), dodois.sweep(), dodois.sweep()]);
  expect(counts.reduce((sum, { refreshed }) => sum + refreshed, 0)).toBe(1);
  expect(await dodois.control.stats()).toMatchObject({ refreshes: 1, spentRefreshes: 0 });
});

test("of two takers of a lease one gets it, and the row is free again after 60 seconds", async () => {
  const at = { db: testDb(), now: systemNow() };
  const takers = await Promise.all([1, 2, 3, 4].map(async () => await leaseConnection(at, connectionId, 1)));
  expect(takers.filter((leased) => leased !== null)).toHaveLength(1);
  await dodois.control.advance(61);
  const later = await leaseConnection({ db: testDb(), now: systemNow() }, connectionId, 1);
  expect(later?.lastErrorClass).toBe("ambiguous");
});

test("a reconnect during a refresh wins: the late answer of the old generation changes nothing", async () => {
  await dodois.control.advance(hours(21));
  const [leased] = await leaseDueConnections({ db: testDb(), now: systemNow() }, 1);
  if (leased === undefined) throw new Error("Nothing was due.");
  await dodois.control.fault({ kind: "delay", delayMs: 800, path: "/connect/token", grant: "refresh_token" });
  const late = refreshLeased({ db: testDb(), actor: system, clock: systemNow }, leased);
  await dodois.connect();
  const reconnected = await readConnection(connectionId);
  expect(await late).toEqual({ kind: "moved" });
  expect(await readConnection(connectionId)).toEqual(reconnected);
});

test("a disconnect during a refresh wins too, and leaves no token behind", async () => {
  await dodois.control.advance(hours(21));
  const [leased] = await leaseDueConnections({ db: testDb(), now: systemNow() }, 1);
  if (leased === undefined) throw new Error("Nothing was due.");
  await disconnect(owner.ctx(), connectionId);
  expect(await refreshLeased({ db: testDb(), actor: system, clock: systemNow }, leased)).toEqual({
    kind: "moved",
  });
  expect(await readConnection(connectionId)).toMatchObject({
    status: "revoked",
    accessTokenSealed: null,
    refreshTokenSealed: null,
  });
  await expect(dodois.ask()).rejects.toMatchObject({ code: "conflict", reason: "connection_off" });
});
