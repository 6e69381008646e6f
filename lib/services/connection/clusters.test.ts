import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectAttempts } from "@/db/schema/connect-attempt";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import type { DodoisClusterId } from "@/lib/domain/dodois-cluster";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { callFailed, callSucceeded } from "@/lib/kv/circuit";
import { kv } from "@/lib/kv/client";
import {
  dodoisComWithClock,
  dodoisWithClock,
  makeOwner,
  type Owner,
  readConnection,
} from "@/lib/testing/connected";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { dodoisPeople } from "@/sandbox/data/dodois-people";
import { completeConnect } from "./complete-connect";
import { disconnect } from "./disconnect";
import { freshToken } from "./fresh-token";
import { listConnections } from "./list";
import { offeredClusters } from "./offered-clusters";
import { startConnect } from "./start-connect";

type Cluster = Awaited<ReturnType<typeof dodoisWithClock>>;

let clusters: Record<DodoisClusterId, Cluster>;
let owner: Owner;

beforeAll(async () => {
  // The same people with the same ids at both: an id says nothing without its issuer.
  clusters = { io: await dodoisWithClock(), com: await dodoisComWithClock(dodoisPeople) };
});
afterAll(async () => {
  await Promise.all([clusters.io.close(), clusters.com.close()]);
});
beforeEach(async () => {
  await testDb().delete(connectAttempts);
  await Promise.all([clusters.io.control.post("reset"), clusters.com.control.post("reset")]);
  await testDb().delete(connections);
  await kv().flushdb();
  owner = await makeOwner();
});

interface Consent {
  connectionId?: string;
  account?: string;
}

/** The callback's query after a consent at the cluster. */
async function consent(cluster: DodoisClusterId, { connectionId, account = "north" }: Consent = {}) {
  const start = { provider: "dodois", connectionId: connectionId ?? null, cluster } as const;
  const url = await startConnect(owner.ctx(), start);
  const at = Object.values(clusters).find(({ origin }) => origin === url.origin) ?? clusters[cluster];
  return (await at.control.authorize(url.toString(), account)).searchParams;
}

const connect = async (cluster: DodoisClusterId) =>
  await completeConnect(owner.ctx(), await consent(cluster));
const sweep = async () => await refreshTokens({ clock: systemNow, budgetMs: 40_000 });
const stats = async (cluster: DodoisClusterId) => await clusters[cluster].control.stats();

async function tokenOf(connectionId: string): Promise<string> {
  const actor = { type: "system", job: "test" } as const;
  const ctx = { ...testContext(actor, { now: systemNow() }), clock: systemNow };
  return (await freshToken(ctx, { projectId: owner.projectId, connectionId }, null)).accessToken;
}

async function statusAt(cluster: DodoisClusterId, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${clusters[cluster].origin}/connect/userinfo`, { headers });
  await answer.body?.cancel();
  return answer.status;
}

test("one account id at two clusters is two accounts, each with the issuer that knows it", async () => {
  expect(offeredClusters()).toEqual(["io", "com"]);
  const [io, com] = await Promise.all([connect("io"), connect("com")]);
  expect(io).not.toBe(com);
  const rows = [await readConnection(io), await readConnection(com)];
  expect(rows).toMatchObject([
    { cluster: "io", upstreamOrigin: clusters.io.origin },
    { cluster: "com", upstreamOrigin: clusters.com.origin },
  ]);
  expect(rows[0]?.upstreamAccountId).toBe(rows[1]?.upstreamAccountId);
  const filter = { projectId: owner.projectId, cursor: null, provider: "dodois" } as const;
  const found = await listConnections({ db: testDb() }, { ...filter, cluster: "com" });
  expect(found.items.map(({ id }) => id)).toEqual([com]);
});

test("a token is good at its own cluster alone", async () => {
  const token = await tokenOf(await connect("com"));
  expect(await statusAt("com", token)).toBe(200);
  expect(await statusAt("io", token)).toBe(401);
});

test.each([
  ["the other's issuer", (callback: URLSearchParams) => callback],
  [
    "no issuer, where the provider names it always",
    (callback: URLSearchParams) => {
      callback.delete("iss");
      return callback;
    },
  ],
])("an attempt of one cluster is not finished with %s, and no code goes anywhere", async (_, change) => {
  const state = (await consent("com")).get("state") ?? "";
  const callback = change(await consent("io"));
  expect(callback.get("code")).not.toBeNull();
  callback.set("state", state);
  const before = [(await stats("io")).codeExchanges, (await stats("com")).codeExchanges];
  await expect(completeConnect(owner.ctx(), callback)).rejects.toMatchObject({ code: "provider_error" });
  expect([(await stats("io")).codeExchanges, (await stats("com")).codeExchanges]).toEqual(before);
  expect(await testDb().$count(connections)).toBe(0);
});

test("each token is renewed and revoked where it came from", async () => {
  const ids = { io: await connect("io"), com: await connect("com") };
  const before = { io: (await stats("io")).refreshes, com: (await stats("com")).refreshes };
  await clusters.io.control.advance(25 * 3600);
  expect(await sweep()).toMatchObject({ claimed: 2, refreshed: 2 });
  for (const cluster of ["io", "com"] as const) {
    expect((await stats(cluster)).refreshes).toBe(before[cluster] + 1);
    expect(await statusAt(cluster, await tokenOf(ids[cluster]))).toBe(200);
  }
  const revocations = async (cluster: DodoisClusterId) =>
    (await clusters[cluster].control.calls()).filter(({ path }) => path === "/connect/revocation").length;
  const earlier = await revocations("io");
  await disconnect(owner.ctx(), ids.com);
  expect(await revocations("com")).toBe(1);
  expect(await revocations("io")).toBe(earlier);
});

test("a cluster that answers nobody does not keep the tokens of the other from being renewed", async () => {
  const ids = { io: await connect("io"), com: await connect("com") };
  await clusters.io.control.advance(25 * 3600);
  for (let i = 0; i < 10; i++) await callFailed("dodois:com:token", systemNow());
  expect(await sweep()).toMatchObject({ claimed: 2, refreshed: 1, deferred: 1 });
  expect((await readConnection(ids.io)).gen).toBe(2);
  expect((await readConnection(ids.com)).gen).toBe(1);
  await callSucceeded("dodois:com:token", systemNow());
});

test("a connection that is renewed stays in its cluster, whatever the address asks for", async () => {
  const id = await connect("com");
  const callback = await consent("io", { connectionId: id });
  expect(callback.get("iss")).toBe(clusters.com.origin);
  expect(await completeConnect(owner.ctx(), callback)).toBe(id);
  expect(await readConnection(id)).toMatchObject({ cluster: "com", gen: 2 });
  const another = await consent("com", { connectionId: id, account: "ural" });
  await expect(completeConnect(owner.ctx(), another)).rejects.toMatchObject({ reason: "other_account" });
});

test("first connects of one account at once, at both clusters, end in one connection for each", async () => {
  const callbacks = [];
  for (const cluster of ["io", "com", "io", "com"] as const) callbacks.push(await consent(cluster));
  const ids = await Promise.all(
    callbacks.map(async (callback) => await completeConnect(owner.ctx(), callback)),
  );
  expect(ids[0]).toBe(ids[2]);
  expect(ids[1]).toBe(ids[3]);
  expect(await testDb().$count(connections)).toBe(2);
});

test("the database knows no other cluster, and none of amoCRM", async () => {
  await connect("com");
  await consent("com");
  for (const table of [connections, connectAttempts]) {
    const change = async (values: SQL) => await testDb().execute(sql`update ${table} set ${values}`);
    await expect(change(sql`cluster = 'net'`)).rejects.toThrow();
    await expect(change(sql`provider = 'amocrm'`)).rejects.toThrow();
    await change(sql`provider = 'amocrm', cluster = 'io'`);
  }
});
