import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connections } from "@/db/schema/connection";
import { projectMembers } from "@/db/schema/project";
import { systemNow } from "@/lib/clock";
import { provider } from "@/lib/providers/registry";
import { dodoisWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { completeConnect } from "./complete-connect";
import { offeredClusters } from "./offered-clusters";
import { startConnect } from "./start-connect";

let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let owner: Owner;
let accounts: string[];

beforeAll(async () => {
  dodois = await dodoisWithClock();
  owner = await makeOwner();
  const answer = (await (await fetch(`${dodois.origin}/_sandbox/accounts`)).json()) as Array<{ id: string }>;
  accounts = answer.map(({ id }) => id);
});
afterAll(async () => await dodois.close());

async function consent(by: Owner, options: { account?: number; deny?: boolean; connectionId?: string } = {}) {
  const url = await startConnect(by.ctx(), {
    provider: "dodois",
    connectionId: options.connectionId ?? null,
  });
  const account = accounts[options.account ?? 0] ?? "";
  return (await dodois.control.authorize(url.toString(), account, options.deny ?? false)).searchParams;
}

test("the consent page is asked with PKCE S256, state and nonce", async () => {
  const url = await startConnect(owner.ctx(), { provider: "dodois", connectionId: null });
  expect(url.searchParams.get("code_challenge_method")).toBe("S256");
  for (const name of ["code_challenge", "state", "nonce"]) {
    expect(url.searchParams.get(name)?.length).toBeGreaterThanOrEqual(43);
  }
  expect(url.searchParams.get("redirect_uri")).toBe(`${process.env.APP_URL}/api/callback`);
});

test("a state that is missing or unknown is refused before the provider is called", async () => {
  await dodois.control.post("reset");
  for (const query of ["code=x", "code=x&state=", "code=x&state=made-up"]) {
    await expect(completeConnect(owner.ctx(), new URLSearchParams(query))).rejects.toMatchObject({
      code: "bad_request",
      reason: "state_invalid",
    });
  }
  expect((await dodois.control.stats()).codeExchanges).toBe(0);
});

test("a replayed callback finds its state used", async () => {
  const callback = await consent(owner);
  const results = await Promise.allSettled(
    [1, 2, 3].map(async () => await completeConnect(owner.ctx(), callback)),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("another person's state is refused, and is not used up by the attempt", async () => {
  const callback = await consent(owner);
  const stranger = await makeOwner();
  await expect(completeConnect(stranger.ctx(), callback)).rejects.toMatchObject({ reason: "state_invalid" });
  await expect(completeConnect(owner.ctx(), callback)).resolves.toBeTypeOf("string");
});

test("another session of the same person cannot finish what this one began", async () => {
  const callback = await consent(owner);
  const ctx = owner.ctx();
  const elsewhere = { ...ctx, actor: { ...ctx.actor, sessionId: "0197a1b2-0000-7000-8000-000000000000" } };
  await expect(completeConnect(elsewhere, callback)).rejects.toMatchObject({ reason: "state_invalid" });
});

test("a state is dead after ten minutes", async () => {
  const callback = await consent(owner);
  const late = { ...owner.ctx(), now: new Date(systemNow().getTime() + 601_000) };
  await expect(completeConnect(late, callback)).rejects.toMatchObject({ reason: "state_invalid" });
});

test("a refused consent connects nothing and says so", async () => {
  const callback = await consent(owner, { deny: true });
  await expect(completeConnect(owner.ctx(), callback)).rejects.toMatchObject({ reason: "consent_denied" });
});

test("reconnecting with another account is refused and leaves the connection as it was", async () => {
  const connectionId = await completeConnect(owner.ctx(), await consent(owner));
  const before = await readConnection(connectionId);
  const callback = await consent(owner, { account: 1, connectionId });
  await expect(completeConnect(owner.ctx(), callback)).rejects.toMatchObject({ reason: "other_account" });
  expect(await readConnection(connectionId)).toEqual(before);
});

test("a cluster where nobody is registered is not offered, and nobody is sent there", async () => {
  expect(offeredClusters()).toEqual(["io"]);
  const start = { provider: "dodois", connectionId: null, cluster: "com" } as const;
  await expect(startConnect(owner.ctx(), start)).rejects.toMatchObject({ code: "provider_not_configured" });
});

test("a stranger's connection cannot be reconnected", async () => {
  const connectionId = await completeConnect(owner.ctx(), await consent(owner));
  const stranger = await makeOwner();
  await expect(startConnect(stranger.ctx(), { provider: "dodois", connectionId })).rejects.toMatchObject({
    code: "not_found",
  });
});

test("an authorization code that was injected into another attempt is refused by its verifier", async () => {
  const stolen = (await consent(owner)).get("code") ?? "";
  const callback = await consent(owner, { account: 1 });
  callback.set("code", stolen);
  await expect(completeConnect(owner.ctx(), callback)).rejects.toMatchObject({ code: "provider_error" });
});

test("first connects of one account at once end in one connection", async () => {
  const other = await makeOwner();
  const callbacks = await Promise.all([1, 2, 3].map(async () => await consent(other, { account: 2 })));
  const ids = await Promise.all(
    callbacks.map(async (callback) => await completeConnect(other.ctx(), callback)),
  );
  expect(new Set(ids).size).toBe(1);
  expect((await readConnection(ids[0] ?? "")).gen).toBe(3);
});

const membership = () =>
  and(eq(projectMembers.projectId, owner.projectId), eq(projectMembers.userId, owner.ctx().actor.userId));
const leave = async () => await testDb().delete(projectMembers).where(membership());

test.each([
  ["left the project", leave, "project_gone"],
  [
    "became a plain member",
    async () => await testDb().update(projectMembers).set({ role: "member" }).where(membership()),
    "needs_project_admin",
  ],
])(
  "who %s on the way to the consent connects nothing, and the code is not spent",
  async (_, lose, reason) => {
    owner = await makeOwner();
    const callback = await consent(owner);
    await lose();
    const { codeExchanges } = await dodois.control.stats();
    await expect(completeConnect(owner.ctx(), callback)).rejects.toMatchObject({ reason });
    expect((await dodois.control.stats()).codeExchanges).toBe(codeExchanges);
  },
);

test("who leaves the project while the provider is asked connects nothing", async () => {
  owner = await makeOwner();
  const callback = await consent(owner);
  const adapter = provider("dodois");
  const exchange = adapter.exchangeCode;
  vi.spyOn(adapter, "exchangeCode").mockImplementationOnce(async (grant) => {
    const granted = await exchange(grant);
    await leave();
    return granted;
  });
  await expect(completeConnect(owner.ctx(), callback)).rejects.toMatchObject({ reason: "project_gone" });
  const rows = await testDb().select().from(connections).where(eq(connections.projectId, owner.projectId));
  expect(rows).toEqual([]);
});

test("a removal that is being written decides whether its member may still connect", async () => {
  owner = await makeOwner();
  const callback = await consent(owner);
  const removal = Promise.withResolvers<void>();
  const removing = testDb().transaction(async (db) => {
    await db.delete(projectMembers).where(membership());
    await removal.promise;
  });
  const connecting = completeConnect(owner.ctx(), callback).catch((error: unknown) => error);
  await vi.waitFor(async () => {
    const waiting = await testDb().execute(
      sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    expect(waiting).toHaveLength(1);
  }, 10_000);
  removal.resolve();
  await removing;
  expect(await connecting).toMatchObject({ reason: "project_gone" });
});
