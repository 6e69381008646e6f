import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectionEvents } from "@/db/schema/connection-event";
import { makeOwner, readConnection } from "@/lib/testing/connected";
import { connectedDodois } from "@/lib/testing/connected-dodois";
import { testDb } from "@/lib/testing/db";

const hours = (count: number) => count * 3600;
let dodois: Awaited<ReturnType<typeof connectedDodois>>;
let connectionId: string;

beforeAll(async () => {
  dodois = await connectedDodois();
});
afterAll(async () => await dodois.close());
beforeEach(async () => {
  ({ connectionId } = await dodois.begin());
});

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
  const token = await dodois.ask();
  expect(token.gen).toBe(1);
  expect(await accepted(token.accessToken)).toBe(true);
  const row = await readConnection(connectionId);
  expect(`${row.accessTokenSealed} ${row.refreshTokenSealed}`).not.toContain(token.accessToken);
});

test("a day later the sweep has renewed it: generation raised, the old token refused, the new one accepted", async () => {
  const before = await dodois.ask();
  expect(await dodois.sweep()).toMatchObject({ claimed: 0 });
  await dodois.control.advance(hours(21));
  expect(await dodois.sweep()).toMatchObject({ claimed: 1, refreshed: 1 });
  const after = await dodois.ask();
  expect(after.gen).toBe(2);
  expect(await accepted(before.accessToken)).toBe(false);
  expect(await accepted(after.accessToken)).toBe(true);
  expect(await eventTypes()).toEqual(["connected", "refreshed"]);
});

test("many who ask for an expired token at once cost the provider one call, and all get the same", async () => {
  await dodois.control.advance(hours(25));
  const tokens = await Promise.all(Array.from({ length: 60 }, async () => await dodois.ask()));
  expect(new Set(tokens.map(({ accessToken }) => accessToken)).size).toBe(1);
  expect(await dodois.control.stats()).toMatchObject({ refreshes: 1, spentRefreshes: 0 });
});

test("an outage degrades, backs off and recovers without a new consent", async () => {
  await dodois.control.advance(hours(21));
  await dodois.control.fault({ kind: "status", status: 503, path: "/connect/token", times: 2 });
  await dodois.sweep();
  expect(await readConnection(connectionId)).toMatchObject({
    status: "degraded",
    failCount: 1,
    leaseToken: null,
  });
  expect(await dodois.sweep()).toMatchObject({ claimed: 0 });
  await dodois.control.advance(60);
  await dodois.sweep();
  await dodois.control.advance(hours(1));
  await dodois.sweep();
  expect(await readConnection(connectionId)).toMatchObject({ status: "active", gen: 2, failCount: 0 });
});

test("a lost answer is asked for once more, and a spent token not a third time", async () => {
  await dodois.control.advance(hours(21));
  await dodois.control.fault({ kind: "lose_answer", path: "/connect/token" });
  await dodois.sweep();
  expect(await readConnection(connectionId)).toMatchObject({
    status: "degraded",
    lastErrorClass: "ambiguous",
  });
  for (let i = 0; i < 4; i++) {
    await dodois.control.advance(150);
    await dodois.sweep();
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
  await dodois.sweep();
  expect(await readConnection(connectionId)).toMatchObject({
    status: "degraded",
    lastErrorClass: "terminal",
  });
  await dodois.control.advance(121);
  await dodois.sweep();
  await dodois.control.advance(hours(10));
  await dodois.sweep();
  await expect(dodois.ask()).rejects.toMatchObject({ code: "reauth_required" });
  expect(await eventTypes()).toEqual(["connected", "refresh_failed", "refresh_failed", "reauth_required"]);
  expect(await dodois.connect()).toBe(connectionId);
  expect(await accepted((await dodois.ask()).accessToken)).toBe(true);
  expect(await eventTypes()).toContain("recovered");
});

test("after a 401 a later generation is handed out, renewed once", async () => {
  const token = await dodois.ask();
  expect(await dodois.ask(0)).toEqual(token);
  const [left, right] = await Promise.all([dodois.ask(1), dodois.ask(1)]);
  expect([left.gen, right.gen]).toEqual([2, 2]);
  expect((await dodois.control.stats()).refreshes).toBe(1);
});

test("another project's connection does not exist", async () => {
  const stranger = await makeOwner();
  await expect(dodois.ask(null, stranger.projectId)).rejects.toMatchObject({ code: "not_found" });
});
