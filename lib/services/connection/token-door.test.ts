import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { dodoisWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { makeKey } from "@/lib/testing/proxied";
import { serveApi } from "@/lib/testing/served";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { disable } from "./disable";
import { leaseConnection } from "./lease";

let dodois: Awaited<ReturnType<typeof dodoisWithClock>>;
let api: Awaited<ReturnType<typeof serveApi>>;
let owner: Owner;
let key: string;
let id: string;

beforeAll(async () => {
  dodois = await dodoisWithClock();
  api = await serveApi();
});
afterAll(async () => {
  await api.close();
  await dodois.close();
});
beforeEach(async () => {
  await dodois.control.post("reset");
  await testDb().delete(connections);
  owner = await makeOwner();
  key = await makeKey(owner, ["connections:token"]);
  const [account = ""] = await dodois.accounts();
  id = await connectDemo(owner.ctx(), "dodois", { origin: dodois.origin, account });
});

async function ask(query = "") {
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${api.origin}/api/v1/connections/${id}/token${query}`, { headers });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

test("a token is handed out with its generation and end, and is not to be kept by anybody between", async () => {
  const { status, headers, body } = await ask();
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(Object.keys(body)).toEqual(["access_token", "token_type", "gen", "expires_at"]);
  expect(new Date(body.expires_at)).toEqual((await readConnection(id)).expiresAt);
  expect((await ask("?after_gen=1")).body).toMatchObject({ gen: 2 });
});

test("a connection is the same however its identifier is written, before and after a refresh", async () => {
  id = id.toUpperCase();
  expect([(await ask()).status, (await ask("?after_gen=1")).body.gen]).toEqual([200, 2]);
  await dodois.control.advance(72 * 3600);
  expect((await ask()).body).toMatchObject({ gen: 3 });
});

test("a generation that there never was is given up no more often than the present one", async () => {
  expect((await ask("?after_gen=2147483647")).body).toMatchObject({ gen: 2 });
  for (const gen of [2, 3, 1_000, 2_147_483_647]) {
    const { status, body } = await ask(`?after_gen=${gen}`);
    expect([status, body.reason]).toEqual([503, "refreshed_lately"]);
  }
  expect(await dodois.control.stats()).toMatchObject({ refreshes: 1 });
});

test("while another process renews for longer than is waited, the asker is told when to come again", async () => {
  await dodois.control.advance(72 * 3600);
  expect(await leaseConnection({ db: testDb(), now: systemNow() }, id, 1, 0)).not.toBeNull();
  const { status, headers, body } = await ask();
  expect(body).toMatchObject({ code: "unavailable", reason: "refresh_under_way" });
  expect([status, headers.get("content-type")]).toEqual([503, "application/problem+json"]);
  expect(headers.get("retry-after")).toBe("1");
  expect((await dodois.control.stats()).refreshes).toBe(0);
});

test("a dead grant is a conflict that says where its owner reconnects", async () => {
  await testDb().update(connections).set({ status: "reauth_required" }).where(eq(connections.id, id));
  await dodois.control.advance(72 * 3600);
  const { status, headers, body } = await ask();
  expect([status, headers.get("content-type")]).toEqual([409, "application/problem+json"]);
  const reconnect = `${process.env.APP_URL}/dashboard/connections/${id}`;
  expect(body).toMatchObject({ code: "reauth_required", reconnect_url: reconnect });
});

test("what is switched off is a conflict, too, and a refresh that fails names its back-off", async () => {
  await dodois.control.advance(72 * 3600);
  await dodois.control.fault({ kind: "status", status: 500, path: "/connect/token", times: 3 });
  const failed = await ask();
  expect(failed).toMatchObject({ status: 503, body: { code: "unavailable" } });
  expect(Number(failed.headers.get("retry-after"))).toBeGreaterThan(0);
  await disable(owner.ctx(), id);
  expect(await ask()).toMatchObject({ status: 409, body: { code: "conflict", reason: "connection_off" } });
});
