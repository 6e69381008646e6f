import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { connectionEvents } from "@/db/schema/connection-event";
import { systemNow } from "@/lib/clock";
import { randomId } from "@/lib/crypto/token";
import { dodoisWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { Chance } from "@/sandbox/chaos/chance";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { listLatestEvents } from "./list-events";
import { recordConnectionEvent } from "./record-event";
import { refreshNow } from "./refresh-now";

let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let owner: Owner;

beforeAll(async () => {
  dodois = await dodoisWithClock();
});
afterAll(async () => await dodois.close());
beforeEach(async () => {
  owner = await makeOwner();
});

async function addConnections(projectId: string, count: number): Promise<string[]> {
  const rows = await testDb()
    .insert(connections)
    .values(
      Array.from({ length: count }, () => ({
        projectId,
        provider: "dodois" as const,
        upstreamOrigin: "https://example.test",
        upstreamAccountId: randomId(),
        name: randomId(),
        status: "active" as const,
        scopes: [],
        createdAt: systemNow(),
        updatedAt: systemNow(),
      })),
    )
    .returning({ id: connections.id });
  return rows.map(({ id }) => id);
}

/** Read the slow way. */
async function newest(count: number): Promise<string[]> {
  const rows = await testDb()
    .select({ id: connectionEvents.id })
    .from(connectionEvents)
    .innerJoin(connections, eq(connections.id, connectionEvents.connectionId))
    .where(eq(connections.projectId, owner.projectId))
    .orderBy(desc(connectionEvents.id))
    .limit(count);
  return rows.map(({ id }) => id);
}

const latest = async (count: number) => await listLatestEvents({ db: testDb() }, owner.projectId, count);

async function record(connectionId: string): Promise<void> {
  await testDb().transaction(async (db) => {
    await recordConnectionEvent({ ...owner.ctx(), db }, { connectionId, type: "refreshed", gen: 1 });
  });
}

test("a project's latest events are those of all its connections, and of nobody else's", async () => {
  const own = await addConnections(owner.projectId, 12);
  const others = await addConnections((await makeOwner()).projectId, 3);
  const chance = new Chance(Date.now());
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 8; i++) await record(chance.pick([...own, ...others]));
    for (const count of [1, 6, 100]) {
      expect((await latest(count)).map(({ id }) => id)).toEqual(await newest(count));
    }
  }
  const [first] = await latest(1);
  expect(first?.connectionName).toBe((await readConnection(first?.connectionId ?? "")).name);
});

test("events of one connection that are told at once leave it with the newest", async () => {
  const [id = ""] = await addConnections(owner.projectId, 1);
  await Promise.all(Array.from({ length: 20 }, async () => await record(id)));
  expect([(await readConnection(id)).lastEventId]).toEqual(await newest(1));
});

test("a refresh is among the latest events at once", async () => {
  const connect = async (account: string) =>
    await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account });
  const [first, second] = [await connect("north"), await connect("south")];
  expect((await latest(6)).map(({ connectionId }) => connectionId)).toEqual([second, first]);
  await refreshNow({ ...owner.ctx(), clock: systemNow }, first);
  expect(await latest(1)).toMatchObject([{ connectionId: first, type: "refreshed" }]);
  expect((await latest(6)).map(({ id }) => id)).toEqual(await newest(6));
});
