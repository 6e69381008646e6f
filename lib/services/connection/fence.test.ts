import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { kv } from "@/lib/kv/client";
import { dodoisWithClock, makeOwner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { type Leased, leaseDueConnections } from "./lease";
import { askForTokens, keepAnswer, refreshLeased } from "./refresh-leased";

const by = () => ({ db: testDb(), actor: { type: "system", job: "test" } as const, clock: systemNow });
const sweep = async () => await refreshTokens({ clock: systemNow, budgetMs: 40_000 });
const grant = "refresh_token";
let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let id: string;

beforeAll(async () => {
  dodois = await dodoisWithClock();
});
afterAll(async () => await dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset");
  await testDb().delete(connections);
  await kv().flushdb();
  id = await connect();
  await dodois.control.advance(21 * 3600);
});

async function connect(): Promise<string> {
  const owner = await makeOwner();
  return await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account: "north" });
}

async function leaseDue(count = 1): Promise<Leased[]> {
  return await leaseDueConnections({ db: testDb(), now: systemNow() }, count);
}

async function lease(): Promise<Leased> {
  const [leased] = await leaseDue();
  if (leased === undefined) throw new Error("Nothing was due.");
  return leased;
}

async function events(): Promise<{ type: string; gen: number | null }[]> {
  return await testDb()
    .select({ type: connectionEvents.type, gen: connectionEvents.gen })
    .from(connectionEvents)
    .where(eq(connectionEvents.connectionId, id))
    .orderBy(connectionEvents.id);
}

/** The mails about the connection that were queued, by template. */
async function mails(): Promise<string[]> {
  const rows = await testDb().execute<{ template: string }>(
    sql`select data ->> 'template' as template from pgboss.job
        where name = 'send-mail' and data ->> 'connectionId' = ${id} order by 1`,
  );
  return rows.map(({ template }) => template);
}

/** Two holders of the lease, one after the other, that both sent the same token: the second is refused. */
async function askTwice() {
  await dodois.control.settings({ familyRevocation: false });
  const slow = await lease();
  const pair = await askForTokens(by(), slow);
  await dodois.control.advance(61);
  const next = await lease();
  const refusal = await askForTokens(by(), next);
  expect(pair).toMatchObject({ answer: { kind: "tokens" } });
  expect(refusal).toMatchObject({ answer: { kind: "failed", failure: { code: "invalid_grant" } } });
  return { slow, pair, next, refusal };
}

test("a pair that comes after its holder's lease has run out is kept", async () => {
  const leased = await lease();
  const asked = await askForTokens(by(), leased);
  await dodois.control.advance(61);
  expect(await keepAnswer(by(), leased, asked)).toEqual({ kind: "refreshed" });
  expect(await readConnection(id)).toMatchObject({ gen: 2, status: "active", leaseToken: null });
  expect(await events()).toMatchObject([{ type: "connected" }, { type: "refreshed", gen: 2 }]);
});

test("a loser's invalid_grant changes nothing of what the winner wrote", async () => {
  const { slow, pair, next, refusal } = await askTwice();
  expect(await keepAnswer(by(), slow, pair)).toEqual({ kind: "refreshed" });
  const written = await readConnection(id);
  expect(await keepAnswer(by(), next, refusal)).toEqual({ kind: "moved" });
  expect(await readConnection(id)).toEqual(written);
  expect((await events()).map(({ type }) => type)).toEqual(["connected", "refreshed"]);
});

test("a good pair that comes after the loser's refusal was believed brings the connection back, and is announced", async () => {
  const { slow, pair, next, refusal } = await askTwice();
  expect(await keepAnswer(by(), next, refusal)).toMatchObject({ kind: "failed" });
  expect(await readConnection(id)).toMatchObject({ status: "reauth_required", gen: 1 });
  expect(await keepAnswer(by(), slow, pair)).toEqual({ kind: "refreshed" });
  expect(await readConnection(id)).toMatchObject({ status: "active", gen: 2, failCount: 0 });
  expect((await events()).map(({ type }) => type).sort()).toEqual(
    ["connected", "recovered", "refresh_failed", "refreshed", "reauth_required"].sort(),
  );
  expect(await mails()).toEqual(["connection_recovered", "reconnect_needed"]);
  await dodois.control.advance(21 * 3600);
  expect(await sweep()).toMatchObject({ refreshed: 1 });
});

test("a failure of who has lost the lease leaves the next holder's alone", async () => {
  const slow = await lease();
  await dodois.control.fault({ kind: "status", status: 503, grant });
  const failed = await askForTokens(by(), slow);
  await dodois.control.advance(61);
  const next = await lease();
  const held = await readConnection(id);
  expect(await keepAnswer(by(), slow, failed)).toEqual({ kind: "moved" });
  expect(await readConnection(id)).toEqual(held);
  expect(await refreshLeased(by(), next)).toEqual({ kind: "refreshed" });
});

test("of two pairs for one generation that come at once one is written, with one event", async () => {
  await dodois.control.settings({ rotation: "off" });
  const first = await lease();
  const asked = await askForTokens(by(), first);
  await dodois.control.advance(61);
  const second = await lease();
  const answered = await askForTokens(by(), second);
  const kept = await Promise.all([keepAnswer(by(), first, asked), keepAnswer(by(), second, answered)]);
  expect(kept.map(({ kind }) => kind).sort()).toEqual(["moved", "refreshed"]);
  expect((await readConnection(id)).gen).toBe(2);
  expect((await events()).map(({ type }) => type)).toEqual(["connected", "refreshed"]);
});

/** Runs `work` while the database takes no event of a kind. */
async function withoutEvents(type: string, work: () => Promise<void>): Promise<void> {
  await testDb().execute(
    sql.raw(`alter table connection_events add constraint refused check (type <> '${type}') not valid`),
  );
  await work().finally(
    async () => await testDb().execute(sql`alter table connection_events drop constraint refused`),
  );
}

test("a rotation is not written without its event, and is not lost for it", async () => {
  await withoutEvents("refreshed", async () => {
    expect(await refreshLeased(by(), await lease())).toEqual({ kind: "unwritten" });
    expect((await readConnection(id)).gen).toBe(1);
  });
  await dodois.control.advance(61);
  expect(await sweep()).toMatchObject({ refreshed: 1 });
  expect(await readConnection(id)).toMatchObject({ gen: 2, status: "active" });
  expect((await events()).map(({ type }) => type)).toEqual(["connected", "refreshed"]);
  expect((await dodois.control.stats()).refreshes).toBe(1);
});

test("a failure is not written without its event", async () => {
  await dodois.control.fault({ kind: "status", status: 503, grant });
  const leased = await lease();
  await withoutEvents("refresh_failed", async () => {
    await expect(refreshLeased(by(), leased)).rejects.toThrow();
  });
  expect(await readConnection(id)).toMatchObject({ status: "active", failCount: 0 });
});

test("sweeps that confirm a refusal at once ask for the owner once, with one mail", async () => {
  await dodois.control.post("revoke", { account: "north" });
  await sweep();
  await dodois.control.advance(121);
  await Promise.all([sweep(), sweep(), sweep()]);
  expect(await readConnection(id)).toMatchObject({ status: "reauth_required" });
  expect((await events()).filter(({ type }) => type === "reauth_required")).toHaveLength(1);
  expect(await mails()).toEqual(["reconnect_needed"]);
});

test("the provider is asked for more connections at once than the pool has, and the pool stays free", async () => {
  const others = Number(process.env.DATABASE_POOL_MAX);
  for (let count = 0; count < others; count++) await connect();
  await dodois.control.advance(21 * 3600);
  const leases = await leaseDue(others + 1);
  expect(leases).toHaveLength(others + 1);
  await dodois.control.fault({ kind: "delay", delayMs: 5_000, grant, times: others + 1 });
  const refreshes = leases.map(async (leased) => await refreshLeased(by(), leased));
  await expect
    .poll(async () => (await dodois.control.stats()).inFlightRefreshes, { timeout: 5_000 })
    .toBe(others + 1);
  const [inTransaction] = await testDb().execute<{ count: number }>(
    sql`select count(*)::int as count from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and backend_type = 'client backend' and state <> 'idle'`,
  );
  expect(inTransaction?.count).toBe(0);
  expect((await Promise.all(refreshes)).map(({ kind }) => kind)).toEqual(leases.map(() => "refreshed"));
});

test("what Dodo IS asks to wait after 429 is waited", async () => {
  await dodois.control.fault({ kind: "status", status: 429, headers: { "retry-after": "1200" }, grant });
  const before = systemNow().getTime();
  expect(await sweep()).toMatchObject({ refreshed: 0 });
  const { nextRefreshAt, lastErrorClass } = await readConnection(id);
  expect(lastErrorClass).toBe("transient");
  expect((nextRefreshAt?.getTime() ?? 0) - before).toBeGreaterThanOrEqual(1_200_000);
});
