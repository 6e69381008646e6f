import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { apiKeys } from "@/db/schema/api-key";
import { connections } from "@/db/schema/connection";
import { proxiedCalls } from "@/db/schema/proxied-call";
import { tokenHandouts } from "@/db/schema/token-handout";
import { randomId } from "@/lib/crypto/token";
import { makeOwner } from "@/lib/testing/connected";
import { TEST_NOW } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { listConnectionUsage } from "./list-usage";

let projectId: string;
let connectionId: string;

beforeEach(async () => {
  ({ projectId } = await makeOwner());
  connectionId = await addConnection();
});

async function addConnection(): Promise<string> {
  const [row] = await testDb()
    .insert(connections)
    .values({
      projectId,
      provider: "dodois",
      upstreamOrigin: "https://example.test",
      upstreamAccountId: randomId(),
      name: "Пиццерия",
      status: "active",
      scopes: [],
      createdAt: TEST_NOW,
      updatedAt: TEST_NOW,
    })
    .returning({ id: connections.id });
  return row?.id ?? "";
}

async function addKey(name: string): Promise<string> {
  const secretHash = randomId();
  const [row] = await testDb()
    .insert(apiKeys)
    .values({ projectId, name, prefix: "mk_live_abc123", secretHash, scopes: [], createdAt: TEST_NOW })
    .returning({ id: apiKeys.id });
  return row?.id ?? "";
}

const ago = (days: number) => new Date(TEST_NOW.getTime() - days * 24 * 60 * 60_000);
const at = (apiKeyId: string, days: number, id = connectionId) => ({
  connectionId: id,
  apiKeyId,
  day: ago(days).toISOString().slice(0, 10),
  lastAt: ago(days),
});
const list = async (of = projectId) =>
  await listConnectionUsage({ db: testDb(), now: TEST_NOW }, { projectId: of, connectionId });

test("today and seven days are told for each key, of hand-outs and of calls, the latest first", async () => {
  const [till, site] = [await addKey("Касса"), await addKey("Сайт")];
  await testDb()
    .insert(tokenHandouts)
    .values([
      { ...at(till, 0), handouts: 2 },
      { ...at(till, 6), handouts: 30 },
      { ...at(till, 7), handouts: 400 },
      { ...at(site, 1), handouts: 5 },
    ]);
  await testDb()
    .insert(proxiedCalls)
    .values([
      { ...at(till, 0), calls: 10, refused: 3, failed: 1 },
      { ...at(till, 5), calls: 100, refused: 0, failed: 20 },
      { ...at(till, 8), calls: 1_000, refused: 500, failed: 500 },
      { ...at(site, 0, await addConnection()), calls: 7, refused: 7, failed: 0 },
    ]);
  const { keys, more } = await list();
  expect(more).toBe(0);
  expect(keys).toEqual([
    {
      keyId: till,
      name: "Касса",
      prefix: "mk_live_abc123",
      isRevoked: false,
      handouts: { today: 2, week: 32 },
      calls: { today: 10, week: 110 },
      refused: 3,
      failed: 21,
      lastAt: ago(0),
    },
    expect.objectContaining({
      keyId: site,
      handouts: { today: 0, week: 5 },
      calls: { today: 0, week: 0 },
      lastAt: ago(1),
    }),
  ]);
});

test("a key that was revoked since is told as such", async () => {
  const key = await addKey("Старый");
  await testDb()
    .insert(proxiedCalls)
    .values({ ...at(key, 2), calls: 1, refused: 0, failed: 0 });
  await testDb().update(apiKeys).set({ revokedAt: TEST_NOW }).where(eq(apiKeys.id, key));
  expect((await list()).keys).toMatchObject([{ name: "Старый", isRevoked: true }]);
});

test("of very many keys the latest are listed and the others counted", async () => {
  for (let i = 0; i < 23; i++) {
    const key = await addKey(`${i}`);
    await testDb()
      .insert(tokenHandouts)
      .values({ ...at(key, i % 7), handouts: 1 });
  }
  const { keys, more } = await list();
  expect([keys.length, more]).toEqual([20, 3]);
  expect(keys.map(({ lastAt }) => lastAt.getTime())).toEqual(
    keys.map(({ lastAt }) => lastAt.getTime()).toSorted((left, right) => right - left),
  );
});

test("another project sees nothing of it", async () => {
  await testDb()
    .insert(tokenHandouts)
    .values({ ...at(await addKey("Касса"), 0), handouts: 1 });
  const other = await makeOwner();
  expect(await list(other.projectId)).toEqual({ keys: [], more: 0 });
});
