import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import { kv } from "@/lib/kv/client";
import { amocrmWithClock } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { account, beginAnew, golden, integration, seen, twinproxyForTest } from "@/lib/testing/twinproxy";
import { forgotten } from "../connection/forgotten";

const tokenPath = "/oauth2/access_token";
let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let proxy: Awaited<ReturnType<typeof twinproxyForTest>>;

beforeAll(async () => {
  amocrm = await amocrmWithClock([integration]);
  proxy = await twinproxyForTest(amocrm);
});
afterAll(async () => {
  await proxy.close();
  await amocrm.close();
});
beforeEach(async () => await beginAnew(amocrm));

test("what is wrong with a body is told in pydantic's words, the body itself is not", async () => {
  const short = { login: "abcd", password: "Qwerty123", client_link: "x", new_password: "Qwerty456" };
  for (const [method, name] of [
    ["DELETE", "deleteUser"],
    ["PATCH", "changePassword"],
  ] as const) {
    expect(seen(await proxy.call(method, name, short))).toEqual(golden("validation-422-short-login"));
    const both = await proxy.call(method, name, { ...short, password: "1234" });
    expect(seen(both)).toEqual(golden("validation-422-both-short"));
  }
  const paths = { POST: "registration", GET: "getToken", DELETE: "deleteUser", PATCH: "changeClientLink" };
  for (const [method, name] of Object.entries(paths)) {
    expect(seen(await proxy.call(method, name))).toEqual(golden("validation-422-no-body"));
    const broken = await proxy.call(method, name, '{"login": }');
    expect(seen(broken)).toEqual(golden("validation-422-broken-json"));
  }
});

test("a connection without a live token is the documented absence of data", async () => {
  await proxy.register();
  await testDb()
    .update(connections)
    .set({ ...forgotten, status: "reauth_required" });
  expect(seen(await proxy.getToken())).toEqual(golden("getToken-422-no-data"));
});

test("whatever amoCRM does not document is one answer: not now", async () => {
  const html = "<html>403 Forbidden</html>";
  await amocrm.control.fault({ kind: "status", status: 403, body: html, path: tokenPath });
  const answer = await proxy.register();
  expect(seen(answer)).toEqual(golden("registration-503-away"));
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  for (const fault of [
    { kind: "status", status: 429 },
    { kind: "status", status: 500, body: '{"hint":"x"}' },
    { kind: "status", status: 200, body: "not JSON" },
    { kind: "html" },
    { kind: "drop" },
  ] as const) {
    await kv().flushdb();
    await amocrm.control.fault({ ...fault, path: tokenPath });
    expect([fault, (await proxy.register()).status]).toEqual([fault, 503]);
  }
  expect(await testDb().$count(twinproxyLogins)).toBe(0);
});

test("an expired token that amoCRM does not renew now is not handed out", async () => {
  await proxy.register();
  await amocrm.control.advance(25 * 3600);
  await amocrm.control.fault({ kind: "html", path: tokenPath, times: 10 });
  const answer = await proxy.getToken();
  expect(seen(answer)).toEqual(golden("getToken-503-away"));
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
});

test("a fault of ours names the endpoints that it always named", async () => {
  await proxy.register();
  await testDb().update(connections).set({ accessTokenSealed: "damaged" });
  expect(seen(await proxy.getToken())).toEqual(golden("getToken-500"));
  const body = { ...(await proxy.registration()), ...(await proxy.linkChange()), new_password: "Qwerty123" };
  await testDb().execute(sql`alter table twinproxy_logins rename to gone`);
  try {
    for (const [method, name] of [
      ["POST", "registration"],
      ["GET", "getToken"],
      ["DELETE", "deleteUser"],
      ["PATCH", "changePassword"],
      ["PATCH", "changeClientLink"],
    ] as const) {
      expect(seen(await proxy.call(method, name, body))).toEqual(golden(`${name}-500`));
    }
  } finally {
    await testDb().execute(sql`alter table gone rename to twinproxy_logins`);
  }
});

test("paths are taken letter by letter, and other methods are refused", async () => {
  for (const path of ["getToken/", "gettoken", "", "nothing", "info/x", "constructor"]) {
    const { status, text } = await proxy.call("GET", path, account);
    expect([path, status, text]).toEqual([path, 404, '{"detail":"Not Found"}']);
  }
  const { status, text, headers } = await proxy.call("PUT", "getToken", account);
  expect([status, text, headers.allow]).toEqual([405, '{"detail":"Method Not Allowed"}', "GET, POST"]);
});

test("what no parser takes is a bad request, and what is too long is not read", async () => {
  const deep = await proxy.call("GET", "getToken", "[".repeat(60_000));
  expect([deep.status, deep.text]).toEqual([400, '{"detail":"There was an error parsing the body"}']);
  const long = await proxy.call("GET", "getToken", { ...account, more: "x".repeat(65_536) });
  expect([long.status, long.text]).toEqual([413, '{"detail":"Request Entity Too Large"}']);
});
