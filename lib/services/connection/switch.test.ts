import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { auditEvents } from "@/db/schema/audit-event";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { kv } from "@/lib/kv/client";
import { amocrmWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { disable } from "./disable";
import { enable } from "./enable";
import { freshToken } from "./fresh-token";
import { leaseDueConnections } from "./lease";
import { oldestOverdueSeconds } from "./oldest-overdue";
import { refreshLeased } from "./refresh-leased";

const system = { type: "system", job: "test" } as const;
let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let owner: Owner;
let id: string;

beforeAll(async () => {
  amocrm = await amocrmWithClock();
});
afterAll(async () => await amocrm.close());
beforeEach(async () => {
  await amocrm.control.post("reset");
  await testDb().delete(connections);
  await kv().flushdb();
  owner = await makeOwner();
  id = await connectDemo(owner.ctx(), "amocrm", { origin: amocrm.origin, account: "pizzanorth" });
});

const sweep = async () => await refreshTokens({ clock: systemNow, budgetMs: 40_000 });
const day = 86_400;

async function ask() {
  const ctx = { ...testContext(system, { now: systemNow() }), clock: systemNow };
  return await freshToken(ctx, { projectId: owner.projectId, connectionId: id }, null);
}

async function eventTypes(): Promise<string[]> {
  const rows = await testDb()
    .select({ type: connectionEvents.type })
    .from(connectionEvents)
    .where(eq(connectionEvents.connectionId, id))
    .orderBy(connectionEvents.id);
  return rows.map(({ type }) => type);
}

test("what is switched off is neither renewed nor handed out, and is not overdue", async () => {
  await disable(owner.ctx(), id);
  await amocrm.control.advance(2 * day);
  expect(await sweep()).toMatchObject({ claimed: 0 });
  await expect(ask()).rejects.toMatchObject({ code: "conflict", reason: "connection_off" });
  expect(await oldestOverdueSeconds(testDb(), systemNow())).toBe(0);
});

test("what is switched on again is renewed by the next sweep", async () => {
  await disable(owner.ctx(), id);
  await enable(owner.ctx(), id);
  expect(await sweep()).toMatchObject({ claimed: 1, refreshed: 1 });
  expect((await ask()).gen).toBe(2);
});

test("each switch stands in the time line and in the audit once, however often it is pressed", async () => {
  await Promise.all([1, 2, 3].map(async () => await disable(owner.ctx(), id)));
  await Promise.all([1, 2, 3].map(async () => await enable(owner.ctx(), id)));
  expect(await eventTypes()).toEqual(["connected", "disabled", "enabled"]);
  const audit = await testDb().select().from(auditEvents).where(eq(auditEvents.subjectId, id));
  expect(audit.map(({ action }) => action).sort()).toEqual([
    "connection.connected",
    "connection.disabled",
    "connection.enabled",
  ]);
});

test("a rotation that arrives after the switch is written, and the connection stays off", async () => {
  await amocrm.control.advance(day - 3600);
  const [leased] = await leaseDueConnections({ db: testDb(), now: systemNow() }, 1);
  if (leased === undefined) throw new Error("Nothing was due.");
  await disable(owner.ctx(), id);
  const outcome = await refreshLeased({ db: testDb(), actor: system, clock: systemNow }, leased);
  expect(outcome).toEqual({ kind: "refreshed" });
  expect(await readConnection(id)).toMatchObject({ status: "disabled", gen: 2, nextRefreshAt: null });
});

test("switched off and on during a refresh, no second call is made with the same token", async () => {
  await amocrm.control.advance(day - 3600);
  const [leased] = await leaseDueConnections({ db: testDb(), now: systemNow() }, 1);
  if (leased === undefined) throw new Error("Nothing was due.");
  await disable(owner.ctx(), id);
  await enable(owner.ctx(), id);
  expect(await sweep()).toMatchObject({ claimed: 0 });
  await refreshLeased({ db: testDb(), actor: system, clock: systemNow }, leased);
  expect(await readConnection(id)).toMatchObject({ status: "active", gen: 2 });
  expect(await amocrm.control.stats()).toMatchObject({ refreshes: 1, spentRefreshes: 0 });
});

test("a failure that arrives after the switch leaves it off and nothing due", async () => {
  await amocrm.control.advance(day - 3600);
  const [leased] = await leaseDueConnections({ db: testDb(), now: systemNow() }, 1);
  if (leased === undefined) throw new Error("Nothing was due.");
  await disable(owner.ctx(), id);
  await amocrm.control.fault({ kind: "status", status: 503, path: "/oauth2/access_token" });
  await refreshLeased({ db: testDb(), actor: system, clock: systemNow }, leased);
  expect(await readConnection(id)).toMatchObject({ status: "disabled", nextRefreshAt: null });
});

test("a dead grant stays dead when it is switched off and on: its token is not sent again", async () => {
  await amocrm.control.post("revoke", { account: "pizzanorth" });
  await amocrm.control.advance(day - 3600);
  await sweep();
  await amocrm.control.advance(121);
  await sweep();
  const { refreshes } = await amocrm.control.stats();
  await disable(owner.ctx(), id);
  await enable(owner.ctx(), id);
  await sweep();
  expect(await readConnection(id)).toMatchObject({ status: "reauth_required", nextRefreshAt: null });
  expect((await amocrm.control.stats()).refreshes).toBe(refreshes);
});

test("a stranger's switch finds nothing", async () => {
  const stranger = await makeOwner();
  await expect(disable(stranger.ctx(), id)).rejects.toMatchObject({ code: "not_found" });
  await expect(enable(stranger.ctx(), id)).rejects.toMatchObject({ code: "not_found" });
});
