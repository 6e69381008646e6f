import { asc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { apiKeys } from "@/db/schema/api-key";
import { auditEvents } from "@/db/schema/audit-event";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import { proxiedCalls } from "@/db/schema/proxied-call";
import { tokenHandouts } from "@/db/schema/token-handout";
import { randomId } from "@/lib/crypto/token";
import { makeOwner } from "@/lib/testing/connected";
import { TEST_NOW } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { deleteOldAuditEvents } from "./delete-old-audit-events";
import { deleteOldConnectionEvents } from "./delete-old-connection-events";
import { deleteOldProxiedCalls, deleteOldTokenHandouts } from "./delete-old-daily-counts";

const ago = (days: number) => new Date(TEST_NOW.getTime() - days * 24 * 60 * 60_000);
const ctx = () => ({ db: testDb(), now: TEST_NOW });

async function addConnection(): Promise<{ id: string; projectId: string }> {
  const { projectId } = await makeOwner();
  const [row] = await testDb()
    .insert(connections)
    .values({
      projectId,
      provider: "dodois",
      upstreamOrigin: "https://example.test",
      upstreamAccountId: randomId(),
      name: "Пиццерия",
      status: "disabled",
      scopes: [],
      createdAt: TEST_NOW,
      updatedAt: TEST_NOW,
    })
    .returning({ id: connections.id });
  if (row === undefined) throw new Error("The insert returned no row.");
  return { id: row.id, projectId };
}

type EventType = (typeof connectionEvents.$inferInsert)["type"];

async function addEvents(connectionId: string, list: readonly [EventType, number][]): Promise<void> {
  for (const [type, days] of list) {
    const event = { connectionId, type, gen: 1, actorType: "system", createdAt: ago(days) } as const;
    await testDb().insert(connectionEvents).values(event);
  }
}

async function eventsOf(connectionId: string): Promise<EventType[]> {
  const rows = await testDb()
    .select({ type: connectionEvents.type })
    .from(connectionEvents)
    .where(eq(connectionEvents.connectionId, connectionId))
    .orderBy(asc(connectionEvents.id));
  return rows.map(({ type }) => type);
}

test("events of 90 days stay, older ones go, a batch at a time", async () => {
  const { id } = await addConnection();
  await addEvents(id, [
    ["connected", 92],
    ["refresh_failed", 91],
    ["refreshed", 90],
    ["refreshed", 1],
  ]);
  expect(await deleteOldConnectionEvents(ctx(), 1)).toBe(1);
  expect(await eventsOf(id)).toEqual(["refresh_failed", "refreshed", "refreshed"]);
  expect(await deleteOldConnectionEvents(ctx(), 10)).toBe(1);
  expect(await eventsOf(id)).toEqual(["refreshed", "refreshed"]);
});

test("that a grant was dead is remembered of a connection however long it was switched off", async () => {
  const { id } = await addConnection();
  await addEvents(id, [
    ["refreshed", 900],
    ["reauth_required", 800],
    ["disabled", 700],
  ]);
  expect(await deleteOldConnectionEvents(ctx(), 10)).toBe(1);
  expect(await eventsOf(id)).toEqual(["reauth_required", "disabled"]);
});

test("the audit of a year stays, older rows go", async () => {
  await testDb().delete(auditEvents);
  const row = {
    actorType: "system",
    action: "test.retention",
    subjectType: "test",
    data: {},
    requestId: "test",
  } as const;
  await testDb()
    .insert(auditEvents)
    .values([366, 365, 1].map((days) => ({ ...row, createdAt: ago(days) })));
  expect(await deleteOldAuditEvents(ctx(), 10)).toBe(1);
  expect(await testDb().$count(auditEvents, eq(auditEvents.action, row.action))).toBe(2);
});

test("the daily counts of a year stay, older ones go, also with two runs at once", async () => {
  const { id, projectId } = await addConnection();
  const [key] = await testDb()
    .insert(apiKeys)
    .values({
      projectId,
      name: "Касса",
      prefix: "test",
      secretHash: randomId(),
      scopes: [],
      createdAt: TEST_NOW,
    })
    .returning({ id: apiKeys.id });
  if (key === undefined) throw new Error("The insert returned no row.");
  const days = [400, 390, 380, 366, 365, 0].map((age) => ({
    connectionId: id,
    apiKeyId: key.id,
    day: ago(age).toISOString().slice(0, 10),
    lastAt: ago(age),
  }));
  await testDb()
    .insert(tokenHandouts)
    .values(days.map((day) => ({ ...day, handouts: 3 })));
  await testDb()
    .insert(proxiedCalls)
    .values(days.map((day) => ({ ...day, calls: 3, refused: 1, failed: 1 })));
  for (const deleteSome of [deleteOldTokenHandouts, deleteOldProxiedCalls]) {
    const deleted = await Promise.all([deleteSome(ctx(), 10), deleteSome(ctx(), 10)]);
    expect(deleted[0] + deleted[1]).toBe(4);
  }
  expect(await testDb().$count(tokenHandouts, eq(tokenHandouts.connectionId, id))).toBe(2);
  expect(await testDb().$count(proxiedCalls, eq(proxiedCalls.connectionId, id))).toBe(2);
});
