import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { refreshTokens } from "@/lib/jobs/refresh-tokens";
import { kv } from "@/lib/kv/client";
import { amocrmWithClock, makeOwner, type Owner, readConnection } from "@/lib/testing/connected";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { connectDemo } from "@/sandbox/seed/connect-demo";
import { getToken } from "./get-token";

const hours = (count: number) => count * 3600;
const tokenPath = "/oauth2/access_token";
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
  id = await connectDemo(owner.ctx(), "amocrm", { origin: amocrm.origin, account: "pizzanorth" });
  await amocrm.control.advance(hours(21));
});

const sweep = async () => await refreshTokens({ clock: systemNow, budgetMs: 40_000 });

async function accepted(host = "pizzanorth.amocrm.ru"): Promise<boolean> {
  const actor = {
    type: "api_key",
    keyId: "0197a1b2-0000-7000-8000-000000000000",
    projectId: owner.projectId,
    scopes: ["connections:token"],
  } as const;
  const { accessToken } = await getToken(
    { ...testContext(actor, { now: systemNow() }), clock: systemNow, connection: null },
    id,
    null,
  );
  const headers = { authorization: `Bearer ${accessToken}`, "x-forwarded-host": host };
  const answer = await fetch(`${amocrm.origin}/api/v4/account`, { headers });
  await answer.body?.cancel();
  return answer.status === 200;
}

test("with strict rotation each generation is used once, and the newest is accepted", async () => {
  for (let generation = 2; generation <= 4; generation++) {
    expect(await sweep()).toMatchObject({ refreshed: 1 });
    expect((await readConnection(id)).gen).toBe(generation);
    expect(await accepted()).toBe(true);
    await amocrm.control.advance(hours(21));
  }
  expect(await amocrm.control.stats()).toMatchObject({ succeededRefreshes: 3, spentRefreshes: 0 });
});

test("where the old token lives until the new one is used, a lost answer is mended by the one retry", async () => {
  await amocrm.control.settings({ rotation: "until-new-used" });
  await amocrm.control.fault({ kind: "lose_answer", path: tokenPath });
  await sweep();
  expect(await readConnection(id)).toMatchObject({ status: "degraded", lastErrorClass: "ambiguous" });
  await amocrm.control.advance(60);
  expect(await sweep()).toMatchObject({ refreshed: 1 });
  expect(await readConnection(id)).toMatchObject({ status: "active", gen: 2, failCount: 0 });
  expect(await accepted()).toBe(true);
  expect((await amocrm.control.stats()).refreshes).toBe(2);
});

test("with strict rotation a lost answer costs one retry, and then the owner is asked", async () => {
  await amocrm.control.fault({ kind: "lose_answer", path: tokenPath });
  for (let round = 0; round < 4; round++) {
    await sweep();
    await amocrm.control.advance(150);
  }
  expect(await readConnection(id)).toMatchObject({
    status: "reauth_required",
    lastErrorCode: "Token has been revoked",
  });
  expect(await amocrm.control.stats()).toMatchObject({ refreshes: 2, spentRefreshes: 1 });
});

test.each([
  [
    "a block in HTML",
    { status: 403, contentType: "text/html", body: "<html>403 Forbidden</html>" },
    "http_403",
  ],
  [
    "an ended tariff",
    { status: 402, contentType: "application/problem+json", body: '{"status":402}' },
    "http_402",
  ],
])("%s passes: the account is degraded, backed off and recovers", async (_, fault, code) => {
  await amocrm.control.fault({ kind: "status", ...fault, path: tokenPath });
  await sweep();
  expect(await readConnection(id)).toMatchObject({
    status: "degraded",
    lastErrorClass: "transient",
    lastErrorCode: code,
  });
  await amocrm.control.advance(hours(1));
  await sweep();
  expect(await readConnection(id)).toMatchObject({ status: "active", gen: 2 });
});

test.each([
  ["a gateway that had no answer", 502],
  ["a gateway that waited too long", 504],
  ["a success that cannot be read", 200],
])("%s may hide a rotation: one retry, and what then comes is believed", async (_, status) => {
  const fault = { kind: "status" as const, status, afterWork: true, path: tokenPath, body: "<html>" };
  await amocrm.control.fault(fault);
  await sweep();
  expect(await readConnection(id)).toMatchObject({ status: "degraded", lastErrorClass: "ambiguous" });
  await amocrm.control.advance(60);
  await sweep();
  expect(await readConnection(id)).toMatchObject({ status: "reauth_required" });
  expect(await amocrm.control.stats()).toMatchObject({ refreshes: 2, spentRefreshes: 1 });
});

test.each([502, 504])("a gateway's %i that hid nothing is over with the next try", async (status) => {
  await amocrm.control.fault({ kind: "status", status, path: tokenPath, times: 3 });
  for (let round = 0; round < 4; round++) {
    await sweep();
    await amocrm.control.advance(hours(1));
  }
  expect(await readConnection(id)).toMatchObject({ status: "active", gen: 2, failCount: 0 });
});

test("amoCRM's own seconds to wait after 429 are kept", async () => {
  const body = JSON.stringify({ title: "Too Many Requests", status: 429, retry_after: 300 });
  await amocrm.control.fault({
    kind: "status",
    status: 429,
    contentType: "application/json",
    body,
    path: tokenPath,
  });
  const before = systemNow().getTime();
  await sweep();
  const row = await readConnection(id);
  expect(row).toMatchObject({ status: "degraded", lastErrorClass: "transient" });
  expect(row.nextRefreshAt?.getTime()).toBeGreaterThanOrEqual(before + 300_000);
});

test("a wrong secret of ours is a matter of configuration and blames no account", async () => {
  const hint = "Check the `client_secret` parameter";
  const type = "https://developers.amocrm.ru/v3/errors/OAuthProblemJson";
  const body = JSON.stringify({ hint, type, status: 400 });
  await amocrm.control.fault({
    kind: "status",
    status: 400,
    contentType: "application/json",
    body,
    path: tokenPath,
  });
  expect(await sweep()).toMatchObject({ config: 1 });
  expect(await readConnection(id)).toMatchObject({
    status: "active",
    lastErrorClass: "config",
    lastErrorCode: hint,
  });
});

test("an account that took another name is found, renewed there and stays found", async () => {
  await amocrm.control.settings({ moved: { pizzanorth: "pizzapolar" } });
  expect(await sweep()).toMatchObject({ refreshed: 1 });
  expect(await readConnection(id)).toMatchObject({
    status: "active",
    gen: 2,
    upstreamOrigin: "https://pizzapolar.amocrm.ru",
  });
  expect(await accepted("pizzapolar.amocrm.ru")).toBe(true);
  const hosts = async () => (await amocrm.control.calls()).map(({ path }) => path);
  const asked = (await hosts()).filter((path) => path.includes("current/subdomain")).length;
  await amocrm.control.advance(hours(21));
  expect(await sweep()).toMatchObject({ refreshed: 1 });
  expect((await hosts()).filter((path) => path.includes("current/subdomain"))).toHaveLength(asked);
});

test("an answer that is lost at the new place is asked for there, by the one retry", async () => {
  await amocrm.control.settings({ rotation: "until-new-used", moved: { pizzanorth: "pizzapolar" } });
  await amocrm.control.fault({ kind: "lose_answer", path: tokenPath, host: "pizzapolar.amocrm.ru" });
  await sweep();
  expect(await readConnection(id)).toMatchObject({
    status: "degraded",
    lastErrorClass: "ambiguous",
    upstreamOrigin: "https://pizzapolar.amocrm.ru",
  });
  await amocrm.control.advance(60);
  expect(await sweep()).toMatchObject({ refreshed: 1 });
  expect(await readConnection(id)).toMatchObject({ status: "active", gen: 2 });
});

test("an account that is nowhere and whose token nobody knows asks for its owner after one confirmation", async () => {
  await amocrm.control.settings({ moved: { pizzanorth: "pizzapolar" } });
  await amocrm.control.post("revoke", { account: "pizzanorth" });
  await sweep();
  expect(await readConnection(id)).toMatchObject({ status: "degraded", lastErrorCode: "account_not_found" });
  await amocrm.control.advance(121);
  await sweep();
  expect(await readConnection(id)).toMatchObject({ status: "reauth_required" });
  expect((await amocrm.control.stats()).refreshes).toBe(2);
});

test.each([
  ["a host of somebody else", { id: 30_112_233, domain: "pizzanorth.evil.tld" }],
  ["an address", { id: 30_112_233, domain: "127.0.0.1" }],
  ["a port", { id: 30_112_233, domain: "pizzapolar.amocrm.ru:8443" }],
  ["another account", { id: 1, domain: "pizzaural.amocrm.ru" }],
])("a shard that names %s is not believed: the token goes nowhere else", async (_, place) => {
  await amocrm.control.settings({ moved: { pizzanorth: "pizzapolar" } });
  await amocrm.control.post("faults", {
    kind: "status",
    status: 200,
    contentType: "application/json",
    body: JSON.stringify(place),
    path: "/oauth2/account/current/subdomain",
  });
  await sweep();
  expect(await readConnection(id)).toMatchObject({
    gen: 1,
    upstreamOrigin: "https://pizzanorth.amocrm.ru",
    lastErrorClass: "transient",
    lastErrorCode: "http_404",
  });
  expect((await amocrm.control.stats()).refreshes).toBe(1);
});
