import { and, eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { apiKeys } from "@/db/schema/api-key";
import { auditEvents } from "@/db/schema/audit-event";
import { connections } from "@/db/schema/connection";
import { tokenHandouts } from "@/db/schema/token-handout";
import { systemNow } from "@/lib/clock";
import { createApiKey } from "@/lib/services/api-key/create";
import { dodoisWithClock, makeOwner, type Owner } from "@/lib/testing/connected";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { getToken } from "./get-token";
import { flushTallies } from "./tally";

let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let owner: Owner;
let ids: string[];
let keyIds: string[];

beforeAll(async () => {
  dodois = await dodoisWithClock();
});
afterAll(async () => await dodois.close());
beforeEach(async () => {
  await flushTallies();
  await testDb().delete(connections);
  owner = await makeOwner();
  const accounts = (await dodois.accounts()).slice(0, 2);
  ids = [];
  for (const account of accounts) {
    ids.push(await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account }));
  }
  for (const name of ["first", "second"]) {
    await createApiKey(owner.ctx(), { name, scopes: ["connections:token"], expiresInDays: null });
  }
  const keys = await testDb().select().from(apiKeys).where(eq(apiKeys.projectId, owner.projectId));
  keyIds = keys.map(({ id }) => id).sort();
});

async function handOut(connectionId = ids[0] ?? "", keyId = keyIds[0] ?? "", ip = "203.0.113.7") {
  const actor = { type: "api_key", keyId, projectId: owner.projectId, scopes: [] } as const;
  const client = { ip, userAgent: null };
  const ctx = { ...testContext(actor, { now: systemNow(), client }), clock: systemNow, connection: null };
  await getToken(ctx, connectionId, null);
}

const counted = async () =>
  await testDb().select().from(tokenHandouts).where(inArray(tokenHandouts.connectionId, ids));

const audited = async () => {
  const rows = await testDb()
    .select()
    .from(auditEvents)
    .where(
      and(eq(auditEvents.action, "connection.token_handed_out"), eq(auditEvents.projectId, owner.projectId)),
    );
  return rows;
};

test("hand-outs are counted by connection, key and day, over many flushes", async () => {
  for (let round = 0; round < 3; round++) {
    await Promise.all(Array.from({ length: 20 }, async () => await handOut()));
    await handOut(ids[1], keyIds[1]);
    await flushTallies();
  }
  const rows = await counted();
  expect(rows.map(({ handouts }) => handouts).sort()).toEqual([3, 60]);
  expect(rows.every(({ day }) => /^\d{4}-\d\d-\d\d$/.test(day))).toBe(true);
});

test("the audit names the key, the address and how many, and no token", async () => {
  for (let i = 0; i < 5; i++) await handOut();
  await handOut(ids[0], keyIds[0], "198.51.100.1");
  await flushTallies();
  const rows = await audited();
  expect(rows.map(({ ip, data }) => [ip, data.handouts]).sort()).toEqual([
    ["198.51.100.1", 1],
    ["203.0.113.7", 5],
  ]);
  expect(rows.every(({ actorId, subjectId }) => actorId === keyIds[0] && subjectId === ids[0])).toBe(true);
});

test("what was counted is written within a second or two by itself", async () => {
  await handOut();
  expect(await counted()).toEqual([]);
  await vi.waitFor(async () => expect(await counted()).toHaveLength(1), { timeout: 3_000 });
});

test("a connection or key that is deleted meanwhile does not keep the others from being counted", async () => {
  await handOut(ids[0], keyIds[0]);
  await handOut(ids[1], keyIds[0]);
  await handOut(ids[1], keyIds[1]);
  await testDb()
    .delete(connections)
    .where(eq(connections.id, ids[0] ?? ""));
  await testDb()
    .delete(apiKeys)
    .where(eq(apiKeys.id, keyIds[1] ?? ""));
  await flushTallies();
  expect(await counted()).toMatchObject([{ connectionId: ids[1], apiKeyId: keyIds[0], handouts: 1 }]);
  expect(await audited()).toHaveLength(3);
});

test("flushes that overlap count nothing twice and lose nothing", async () => {
  const work = Array.from({ length: 50 }, async (_, index) => {
    await handOut(ids[index % 2], keyIds[index % 2]);
    if (index % 7 === 0) await flushTallies();
  });
  await Promise.all(work);
  await flushTallies();
  const rows = await counted();
  expect(rows.reduce((sum, { handouts }) => sum + handouts, 0)).toBe(50);
});
