import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { kv } from "@/lib/kv/client";
import { amocrmWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";

const path = "/oauth2/access_token";
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
  id = await connect();
});

async function connect(): Promise<string> {
  return await connectDemo(owner.ctx(), "amocrm", { origin: amocrm.origin, account: "pizzanorth" });
}

const sweep = async () => await refreshTokens({ clock: systemNow, budgetMs: 40_000 });

/** The mails about the connection that were queued, by template. */
async function mails(): Promise<string[]> {
  const rows = await testDb().execute<{ template: string }>(
    sql`select data ->> 'template' as template from pgboss.job
        where name = 'send-mail' and data ->> 'connectionId' = ${id} order by created_on, id`,
  );
  return rows.map(({ template }) => template);
}

async function count(type: string): Promise<number> {
  const rows = await testDb().select().from(connectionEvents).where(eq(connectionEvents.connectionId, id));
  return rows.filter((row) => row.type === type).length;
}

test("an owner is mailed within two minutes of the first refusal, once, and once that all is well", async () => {
  await amocrm.control.advance(21 * 3600);
  const revoked = JSON.stringify({ hint: "Token has been revoked", status: 401 });
  await amocrm.control.fault({ kind: "status", status: 401, body: revoked, path, times: 100 });
  expect(await sweep()).toMatchObject({ terminal: 1 });
  // The refusal came twenty seconds after its sweep had begun; one begins each minute.
  for (const seconds of [40, 60]) {
    expect(await mails()).toEqual([]);
    await amocrm.control.advance(seconds);
    await sweep();
  }
  expect(await readConnection(id)).toMatchObject({ status: "reauth_required" });
  for (let hour = 0; hour < 3; hour++) {
    expect(await mails()).toEqual(["reconnect_needed"]);
    await amocrm.control.advance(3600);
    await sweep();
  }
  await amocrm.control.clearFaults();
  await connect();
  await connect();
  expect(await mails()).toEqual(["reconnect_needed", "connection_recovered"]);
  expect([await count("reauth_required"), await count("recovered")]).toEqual([1, 1]);
});

test("an outage of days mails nobody, and a grant that it did not hurt is renewed after it", async () => {
  await amocrm.control.advance(21 * 3600);
  await amocrm.control.fault({ kind: "html", path, times: 1_000 });
  for (let turn = 0; turn < 24; turn++) {
    await sweep();
    await kv().flushdb();
    await amocrm.control.advance(3 * 3600);
  }
  expect(await readConnection(id)).toMatchObject({ status: "degraded" });
  await amocrm.control.clearFaults();
  await sweep();
  expect(await readConnection(id)).toMatchObject({ status: "active", gen: 2 });
  expect(await mails()).toEqual([]);
});

test("a token that comes without its life is taken for one of the provider's usual life", async () => {
  await amocrm.control.settings({ omitExpiresIn: true });
  await amocrm.control.advance(21 * 3600);
  await sweep();
  const { issuedAt, expiresAt, nextRefreshAt, gen } = await readConnection(id);
  const begun = issuedAt?.getTime() ?? 0;
  const hoursAfter = (at: Date | null) => ((at?.getTime() ?? 0) - begun) / 3_600_000;
  expect([gen, hoursAfter(expiresAt)]).toEqual([2, 24]);
  expect(hoursAfter(nextRefreshAt)).toBeGreaterThanOrEqual(18);
  expect(hoursAfter(nextRefreshAt)).toBeLessThanOrEqual(20.4);
});
