import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { systemNow } from "@/lib/clock";
import { callFailed, circuitRestMs, mayCall } from "@/lib/kv/circuit";
import { kv } from "@/lib/kv/client";
import { providerFailure } from "@/lib/providers/provider";
import { amocrmWithClock, makeOwner, type Owner } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { completeConnect } from "./complete-connect";
import { startConnect } from "./start-connect";

let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let owner: Owner;

beforeAll(async () => {
  amocrm = await amocrmWithClock();
});
afterAll(async () => await amocrm.close());
beforeEach(async () => {
  await amocrm.control.post("reset");
  await testDb().delete(connections);
  await kv().flushdb();
  owner = await makeOwner();
});

/** What became of a callback that a browser was made to send, its `referer` and code replaced. */
async function callback(query: { code?: string; referer?: string } = {}): Promise<unknown> {
  const url = await startConnect(owner.ctx(), { provider: "amocrm", connectionId: null });
  const { searchParams } = await amocrm.control.authorize(url.toString(), "pizzanorth");
  for (const [name, value] of Object.entries(query)) searchParams.set(name, value);
  return await completeConnect(owner.ctx(), searchParams).catch((error: unknown) => error);
}

test.each([
  ["amocrm:token", "/oauth2/access_token"],
  ["amocrm:api", "/api/v4/account"],
])(
  "a host that a callback names and that does not answer keeps nobody else from amoCRM: %s",
  async (name, path) => {
    await amocrm.control.fault({ kind: "status", status: 503, path, times: 1_000 });
    const failed = async () => (await amocrm.control.calls()).filter(({ status }) => status === 503).length;
    // A callback that finds amoCRM's own limit used up asks nobody.
    while ((await failed()) < 12) await callback();
    expect(await circuitRestMs(name, systemNow())).toBeNull();
    expect(await kv().get(`circuit:{${name}}:failures`)).toBeNull();
  },
);

test("nor does it find out in everybody's stead whether amoCRM is back", async () => {
  for (let i = 0; i < 10; i++) await callFailed("amocrm:token", systemNow());
  expect(await callback({ referer: "nobody.amocrm.ru" })).toMatchObject({ reason: "provider_resting" });
  await amocrm.control.advance(30);
  await amocrm.control.fault({ kind: "drop", host: "nobody.amocrm.ru" });
  expect(providerFailure(await callback({ referer: "nobody.amocrm.ru" }))).not.toBeNull();
  expect(await mayCall("amocrm:token", systemNow())).toBe(true);
});

test("a token that does not say which account it is for connects nothing, as an answer not understood", async () => {
  const body = JSON.stringify({ access_token: "opaque", refresh_token: "def502", expires_in: 86_400 });
  const contentType = "application/json";
  await amocrm.control.fault({
    kind: "status",
    status: 200,
    contentType,
    body,
    path: "/oauth2/access_token",
  });
  const account = JSON.stringify({ id: 1, name: "n", subdomain: "pizzanorth" });
  await amocrm.control.fault({
    kind: "status",
    status: 200,
    contentType,
    body: account,
    path: "/api/v4/account",
  });
  const error = await callback();
  expect(error).toMatchObject({ code: "provider_error", reason: "provider_transient" });
  expect(providerFailure(error)).toMatchObject({ class: "transient", code: "unexpected_answer" });
  expect(await testDb().select().from(connections)).toEqual([]);
});
