import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { dodoisWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { disable } from "./disable";
import { freshToken } from "./fresh-token";
import { type Leased, leaseConnection } from "./lease";
import { refreshLeased } from "./refresh-leased";

// Who asks while a holder in another process renews waits for what that one writes, and is served it.
const system = { type: "system", job: "test" } as const;
let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let owner: Owner;
let connectionId: string;
let held: Leased;

beforeAll(async () => {
  dodois = await dodoisWithClock();
});
afterAll(async () => await dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset");
  await testDb().delete(connections);
  owner = await makeOwner();
  connectionId = await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account: "north" });
  await dodois.control.advance(25 * 3600);
  const leased = await leaseConnection({ db: testDb(), now: systemNow() }, connectionId, 1);
  if (leased === null) throw new Error("The lease is not free.");
  held = leased;
});

function ask(count: number, refusedGen: number | null = null) {
  const ctx = () => ({ db: testDb(), now: systemNow(), actor: system, clock: systemNow });
  const which = { projectId: owner.projectId, connectionId };
  return Array.from({ length: count }, async () => await freshToken(ctx(), which, refusedGen));
}

const renew = async () => await refreshLeased({ db: testDb(), clock: systemNow, actor: system }, held);
const looked = () => new Promise((resolve) => setTimeout(resolve, 60));

test("a crowd is served the token that another holder wrote, for one call of the provider", async () => {
  const crowd = ask(20);
  await looked();
  expect(await renew()).toEqual({ kind: "refreshed" });
  const tokens = await Promise.all(crowd);
  expect(new Set(tokens.map(({ gen }) => gen))).toEqual(new Set([2]));
  expect(new Set(tokens.map(({ accessToken }) => accessToken)).size).toBe(1);
  const answer = await fetch(`${dodois.origin}/connect/userinfo`, {
    headers: { authorization: `Bearer ${tokens[0]?.accessToken}` },
  });
  expect(answer.status).toBe(200);
  expect(await dodois.control.stats()).toMatchObject({ refreshes: 1, spentRefreshes: 0 });
});

test("who waits is told what became of the connection meanwhile", async () => {
  const waiting = ask(1)[0];
  const outcome = expect(waiting).rejects.toMatchObject({ code: "conflict", reason: "connection_off" });
  await looked();
  await disable(owner.ctx(), connectionId);
  await renew();
  await outcome;
  expect(await readConnection(connectionId)).toMatchObject({ gen: 2, status: "disabled" });
});

test("a connection that is deleted while a crowd waits is not found", async () => {
  const outcomes = ask(5).map(async (one) => await expect(one).rejects.toMatchObject({ code: "not_found" }));
  await looked();
  await testDb().delete(connections);
  await Promise.all(outcomes);
});
