import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { parseKeyRing } from "@/lib/crypto/key-ring";
import { seal } from "@/lib/crypto/seal";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { kv } from "@/lib/kv/client";
import { dodoisWithClock, makeOwner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { unreachableDb } from "@/lib/testing/unreachable-db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { type Leased, leaseDueConnections } from "./lease";
import { refreshLeased } from "./refresh-leased";

let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;

beforeAll(async () => {
  dodois = await dodoisWithClock();
});
afterAll(async () => await dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset");
  await testDb().delete(connections);
});

async function connectAndLease(): Promise<{ id: string; leased: Leased }> {
  const owner = await makeOwner();
  const upstream = { origin: dodois.origin, account: "north" };
  const id = await connectDemo(owner.ctx(), "dodois", upstream);
  await dodois.control.advance(21 * 3600);
  const [leased] = await leaseDueConnections({ db: testDb(), now: systemNow() }, 1);
  if (leased === undefined) throw new Error("Nothing was due.");
  return { id, leased };
}

test("a rotation that a hanging database neither takes nor refuses is in the store before its lease ends", async () => {
  const { id, leased } = await connectAndLease();
  const context = { db: testDb(), clock: systemNow, actor: { type: "system", job: "test" } as const };
  await testDb().transaction(async (tx) => {
    await tx.execute(sql`select 1 from connections where id = ${id} for update`);
    expect(await refreshLeased(context, leased)).toEqual({ kind: "unwritten" });
    expect(performance.now()).toBeLessThan(leased.answerBeforeMs);
    expect(await kv().get<string>(`tok:stash:${id}:1`)).toMatch(/^k1\.[\w-]+$/);
  });
  // The attempt was not given up: it is written late, and the copy goes.
  await expect.poll(async () => (await readConnection(id)).gen, { timeout: 10_000 }).toBe(2);
  await expect.poll(async () => await kv().get(`tok:stash:${id}:1`), { timeout: 10_000 }).toBeNull();
  expect(await dodois.control.stats()).toMatchObject({ refreshes: 1, spentRefreshes: 0 });
});

test("a rotation that the database cannot take is stashed sealed, and written when the database is back", async () => {
  const { id, leased } = await connectAndLease();
  // A pool whose server goes away while the provider is being asked.
  const cutOff = { db: await unreachableDb(), clock: systemNow };
  expect(await refreshLeased({ ...cutOff, actor: { type: "system", job: "test" } }, leased)).toEqual({
    kind: "unwritten",
  });
  expect(await readConnection(id)).toMatchObject({ gen: 1, leaseToken: leased.leaseToken });
  const stashed = await kv().get<string>(`tok:stash:${id}:1`);
  expect(stashed).toMatch(/^k1\.[\w-]+$/);

  await dodois.control.advance(61);
  expect(await refreshTokens({ clock: systemNow, budgetMs: 40_000 })).toMatchObject({ refreshed: 1 });
  expect(await readConnection(id)).toMatchObject({ gen: 2, status: "active", leaseToken: null });
  expect(await kv().get(`tok:stash:${id}:1`)).toBeNull();
  expect(await dodois.control.stats()).toMatchObject({ refreshes: 1, spentRefreshes: 0 });

  await dodois.control.advance(21 * 3600);
  expect(await refreshTokens({ clock: systemNow, budgetMs: 40_000 })).toMatchObject({ refreshed: 1 });
});

test("while a stashed rotation does not open, the spent token is not sent, and it is written once it opens", async () => {
  const { id, leased } = await connectAndLease();
  const cutOff = { db: await unreachableDb(), clock: systemNow };
  await refreshLeased({ ...cutOff, actor: { type: "system", job: "test" } }, leased);
  const place = `tok:stash:${id}:1`;
  const readable = await kv().get<string>(place);
  const otherRing = parseKeyRing(`other:${randomBytes(32).toString("base64")}`);
  await kv().set(place, seal("sealed by a process with another ring", place, otherRing));

  for (const failCount of [1, 2]) {
    await dodois.control.advance(3_600);
    expect(await refreshTokens({ clock: systemNow, budgetMs: 40_000 })).toMatchObject({ config: 1 });
    expect(await readConnection(id)).toMatchObject({ gen: 1, status: "active", failCount });
    expect(await dodois.control.stats()).toMatchObject({ refreshes: 1, spentRefreshes: 0 });
  }
  await kv().set(place, readable);
  await dodois.control.advance(3_600);
  expect(await refreshTokens({ clock: systemNow, budgetMs: 40_000 })).toMatchObject({ refreshed: 1 });
  expect(await readConnection(id)).toMatchObject({ gen: 2, status: "active", failCount: 0 });
});
