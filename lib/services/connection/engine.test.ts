import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { dodoisWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { disconnect } from "./disconnect";
import { getToken } from "./get-token";
import { leaseConnection, leaseDueConnections } from "./lease";
import { refreshLeased } from "./refresh-leased";

const hours = (count: number) => count * 3600;
const system = { type: "system", job: "test" } as const;
let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let owner: Owner;
let connectionId: string;

beforeAll(async () => {
  dodois = await dodoisWithClock();
});
afterAll(async () => await dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset");
  await testDb().delete(connections);
  owner = await makeOwner();
  connectionId = await connect();
});

async function connect(): Promise<string> {
  const accounts = (await (await fetch(`${dodois.origin}/_sandbox/accounts`)).json()) as Array<{
    id: string;
  }>;
  return await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account: accounts[0]?.id ?? "" });
}

const sweep = async () => await refreshTokens({ clock: systemNow, budgetMs: 40_000 });

async function ask(afterGen: number | null = null, projectId = owner.projectId) {
  const actor = {
    type: "api_key",
    keyId: owner.projectId,
    projectId,
    scopes: ["connections:token"],
  } as const;
  return await getToken(
    { ...testContext(actor, { now: systemNow() }), clock: systemNow, connection: null },
    connectionId,
    afterGen,
  );
}

async function accepted(token: string): Promise<boolean> {
  const answer = await fetch(`${dodois.origin}/connect/userinfo`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await answer.body?.cancel();
  return answer.status === 200;
}

async function eventTypes(): Promise<string[]> {
  const rows = await testDb()
    .select({ type: connectionEvents.type })
    .from(connectionEvents)
    .where(eq(connectionEvents.connectionId, connectionId))
    .orderBy(connectionEvents.id);
  return rows.map(({ type }) => type);
}

test("a connected account hands out a token that the provider accepts", async () => {
  const token = await ask();
  expect(token.gen).toBe(1);
  expect(await accepted(token.accessToken)).toBe(true);
  const row = await readConnection(connectionId);
  expect(`${row.accessTokenSealed} ${row.refreshTokenSealed}`).not.toContain(token.accessToken);
});

test("a day later the sweep has renewed it: generation raised, the old token refused, the new one accepted", async () => {
  const before = await ask();
  expect(await sweep()).toMatchObject({ claimed: 0 });
  await dodois.control.advance(hours(21));
  expect(await sweep()).toMatchObject({ claimed: 1, refreshed: 1 });
  const after = await ask();
  expect(after.gen).toBe(2);
  expect(await accepted(before.accessToken)).toBe(false);
  expect(await accepted(after.accessToken)).toBe(true);
  expect(await eventTypes()).toEqual(["connected", "refreshed"]);
});

test("many who ask for an expired token at once cost the provider one call, and all get the same", async () => {
  await dodois.control.advance(hours(25));
  const tokens = await Promise.all(Array.from({ length: 60 }, async () => await ask()));
  expect(new Set(tokens.map(({ accessToken }) => accessToken)).size).toBe(1);
  expect(await dodois.control.stats()).toMatchObject({ refreshes: 1, spentRefreshes: 0 });
});

test("who waits for a holder that fails does not ask the provider again in its stead", async () => {
  await dodois.control.advance(hours(25));
  const [leased] = await leaseDueConnections({ db: testDb(), now: systemNow() }, 1);
  if (leased === undefined) throw new Error("Nothing was due.");
  await dodois.control.fault({ kind: "status", status: 503, delayMs: 300, path: "/connect/token", times: 9 });
  const holder = refreshLeased({ db: testDb(), actor: system, clock: systemNow }, leased);
  await expect(ask()).rejects.toMatchObject({ code: "unavailable" });
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
  expect(await sweep()).toMatchObject({ claimed: 0 });
  await dodois.control.advance(61);
  expect(await sweep()).toMatchObject({ claimed: 1, refreshed: 1 });
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
  const counts = await Promise.all([sweep(), sweep(), sweep(), sweep()]);
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

test("an outage degrades, backs off and recovers without a new consent", async () => {
  await dodois.control.advance(hours(21));
  await dodois.control.fault({ kind: "status", status: 503, path: "/connect/token", times: 2 });
  await sweep();
  expect(await readConnection(connectionId)).toMatchObject({
    status: "degraded",
    failCount: 1,
    leaseToken: null,
  });
  expect(await sweep()).toMatchObject({ claimed: 0 });
  await dodois.control.advance(60);
  await sweep();
  await dodois.control.advance(hours(1));
  await sweep();
  expect(await readConnection(connectionId)).toMatchObject({ status: "active", gen: 2, failCount: 0 });
});

test("a lost answer is asked for once more, and a spent token not a third time", async () => {
  await dodois.control.advance(hours(21));
  await dodois.control.fault({ kind: "lose_answer", path: "/connect/token" });
  await sweep();
  expect(await readConnection(connectionId)).toMatchObject({
    status: "degraded",
    lastErrorClass: "ambiguous",
  });
  for (let i = 0; i < 4; i++) {
    await dodois.control.advance(150);
    await sweep();
  }
  expect(await dodois.control.stats()).toMatchObject({ refreshes: 2, spentRefreshes: 1 });
  expect(await readConnection(connectionId)).toMatchObject({
    status: "reauth_required",
    nextRefreshAt: null,
  });
});

test("a revoked grant is confirmed, then asks for its owner once, and reconnecting keeps the id", async () => {
  await dodois.control.advance(hours(21));
  const accounts = (await (await fetch(`${dodois.origin}/_sandbox/accounts`)).json()) as Array<{
    id: string;
  }>;
  await dodois.control.post("revoke", { account: accounts[0]?.id });
  await sweep();
  expect(await readConnection(connectionId)).toMatchObject({
    status: "degraded",
    lastErrorClass: "terminal",
  });
  await dodois.control.advance(121);
  await sweep();
  await dodois.control.advance(hours(10));
  await sweep();
  await expect(ask()).rejects.toMatchObject({ code: "reauth_required" });
  expect(await eventTypes()).toEqual(["connected", "refresh_failed", "refresh_failed", "reauth_required"]);
  expect(await connect()).toBe(connectionId);
  expect(await accepted((await ask()).accessToken)).toBe(true);
  expect(await eventTypes()).toContain("recovered");
});

test("a reconnect during a refresh wins: the late answer of the old generation changes nothing", async () => {
  await dodois.control.advance(hours(21));
  const [leased] = await leaseDueConnections({ db: testDb(), now: systemNow() }, 1);
  if (leased === undefined) throw new Error("Nothing was due.");
  await dodois.control.fault({ kind: "delay", delayMs: 800, path: "/connect/token", grant: "refresh_token" });
  const late = refreshLeased({ db: testDb(), actor: system, clock: systemNow }, leased);
  await connect();
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
  await expect(ask()).rejects.toMatchObject({ code: "conflict", reason: "connection_off" });
});

test("after a 401 a later generation is handed out, renewed once", async () => {
  const token = await ask();
  expect(await ask(0)).toEqual(token);
  const [left, right] = await Promise.all([ask(1), ask(1)]);
  expect([left.gen, right.gen]).toEqual([2, 2]);
  expect((await dodois.control.stats()).refreshes).toBe(1);
});

test("another project's connection does not exist", async () => {
  const stranger = await makeOwner();
  await expect(ask(null, stranger.projectId)).rejects.toMatchObject({ code: "not_found" });
});
