import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import { env } from "@/lib/env";
import { kv } from "@/lib/kv/client";
import { amocrmWithClock } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import {
  account,
  golden,
  integration,
  looseIntegration,
  seen,
  twinproxyForTest,
} from "@/lib/testing/twinproxy";
import { forgotten } from "../connection/forgotten";

const tokenPath = "/oauth2/access_token";
let amocrm: Awaited<ReturnType<typeof amocrmWithClock>>;
let proxy: Awaited<ReturnType<typeof twinproxyForTest>>;

beforeAll(async () => {
  amocrm = await amocrmWithClock([integration, looseIntegration]);
  proxy = await twinproxyForTest(amocrm);
});
afterAll(async () => {
  await proxy.close();
  await amocrm.close();
});
beforeEach(async () => {
  await amocrm.control.post("reset");
  await testDb().delete(twinproxyLogins);
  await testDb().delete(connections);
  await kv().flushdb();
});

const changeOf = async (more: object = {}) => ({
  ...account,
  new_client_link: "pizzaural",
  new_client_id: integration.clientId,
  new_client_secret: integration.clientSecret,
  new_redirect_uri: integration.redirectUri,
  code: await proxy.code("pizzaural"),
  ...more,
});

test("info and the rules for logins are told without a body", async () => {
  expect(seen(await proxy.call("GET", "info"))).toEqual(golden("info-200"));
  expect(seen(await proxy.call("GET", "LoginPasswordInfo"))).toEqual(golden("LoginPasswordInfo-200"));
});

test("a registration and each of its documented refusals are answered to the byte", async () => {
  const spent = await proxy.code();
  const answer = await proxy.register({ code: spent });
  expect(seen(answer)).toEqual(golden("registration-200"));
  expect(answer.headers["content-type"]).toBe("application/json");
  expect(seen(await proxy.register())).toEqual(golden("registration-422-taken"));
  const wrong: Array<[string, object]> = [
    ["code-revoked", { code: spent }],
    ["client-id", { client_id: "5555f76e2-446f-412d-b999-000000000000" }],
    ["client-secret", { client_secret: "9rEXDECXnnZBAW9L" }],
    ["redirect-uri", { redirect_uri: "https://bestuser.example.test" }],
    ["client-link", { client_link: "https://pizzaural" }],
    ["client-link", { client_link: "https://127.0.0.1:5432/" }],
    ["client-link", { client_link: "https://crm.example.test/pizzanorth.amocrm.ru" }],
  ];
  for (const [name, more] of wrong) {
    const refused = await proxy.register({ login: "another_user", ...more });
    expect([name, seen(refused)]).toEqual([name, golden(`registration-400-${name}`)]);
  }
  expect(await testDb().$count(twinproxyLogins)).toBe(1);
});

test("an account that nobody has is refused by amoCRM's own words", async () => {
  const answer = await proxy.register({ client_link: "https://realuser1" });
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text)).toMatchObject({ amoCRM_error_description: { status: 404 } });
});

test("a client id need not be a UUID", async () => {
  await amocrm.control.post("reset");
  const code = await proxy.code("pizzanorth", looseIntegration);
  const answer = await proxy.register({ client_id: looseIntegration.clientId, code });
  expect(seen(answer)).toEqual(golden("registration-200"));
});

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

test("getToken is a GET with a body, has a POST twin, and gives the link as it was sent", async () => {
  await proxy.register();
  expect(seen(await proxy.getToken())).toEqual(golden("getToken-200"));
  expect(seen(await proxy.call("POST", "getToken", account))).toEqual(golden("getToken-200"));
  const { token } = JSON.parse((await proxy.getToken()).text);
  const headers = { authorization: `Bearer ${token}`, "x-forwarded-host": "pizzanorth.amocrm.ru" };
  expect((await fetch(`${amocrm.origin}/api/v4/account`, { headers })).status).toBe(200);
});

test("a wrong password and a login that nobody has get one answer, on each path", async () => {
  await proxy.register();
  const change = await changeOf();
  for (const who of [{ password: "Qwerty124" }, { login: "Golden_user" }, { login: "nobody" }]) {
    const body = { ...change, client_link: "x", new_password: "321Qwerty", ...who };
    expect(seen(await proxy.getToken(who))).toEqual(golden("getToken-401"));
    expect(seen(await proxy.call("DELETE", "deleteUser", body))).toEqual(golden("deleteUser-401"));
    expect(seen(await proxy.call("PATCH", "changePassword", body))).toEqual(golden("changePassword-401"));
    expect(seen(await proxy.call("PATCH", "changeClientLink", body))).toEqual(golden("changeClientLink-401"));
  }
});

test("a changed password works and the old one does not; a number is a password too", async () => {
  await proxy.register();
  const changed = await proxy.call("PATCH", "changePassword", { ...account, new_password: 321321 });
  expect(seen(changed)).toEqual(golden("changePassword-200"));
  expect(seen(await proxy.getToken())).toEqual(golden("getToken-401"));
  expect(seen(await proxy.getToken({ password: "321321" }))).toEqual(golden("getToken-200"));
});

test("a user is deleted by login, password and link, in any spelling of it; another link is refused", async () => {
  await proxy.register();
  const wrong = await proxy.call("DELETE", "deleteUser", { ...account, client_link: "pizzaural" });
  expect(seen(wrong)).toEqual(golden("deleteUser-401"));
  const deleted = await proxy.call("DELETE", "deleteUser", { ...account, client_link: "pizzanorth" });
  expect(seen(deleted)).toEqual(golden("deleteUser-200"));
  expect(await testDb().$count(connections)).toBe(0);
  expect(seen(await proxy.getToken())).toEqual(golden("getToken-401"));
});

test("another client link is taken with its code, and refused as a registration is", async () => {
  await proxy.register();
  const spent = await proxy.code("pizzaural");
  const change = await changeOf({ code: spent });
  const changed = await proxy.call("PATCH", "changeClientLink", change);
  expect(seen(changed)).toEqual(golden("changeClientLink-200"));
  const wrong: Array<[string, object]> = [
    ["code-revoked", { code: spent }],
    ["client-id", { new_client_id: "5555f76e2" }],
    ["client-secret", { new_client_secret: "9rEXDECXnnZBAW9L" }],
    ["redirect-uri", { new_redirect_uri: "https://bestuser.example.test" }],
    ["client-link", { new_client_link: "pizzanorth.amocrm.ru" }],
  ];
  for (const [name, more] of wrong) {
    const refused = await proxy.call("PATCH", "changeClientLink", await changeOf(more));
    expect([name, seen(refused)]).toEqual([name, golden(`registration-400-${name}`)]);
  }
  expect(JSON.parse((await proxy.getToken()).text).client_link).toBe("pizzaural");
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
  const body = { ...(await proxy.registration()), ...(await changeOf()), new_password: "Qwerty123" };
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

test("registration can be closed, or open to the invited", async () => {
  const invites = "an invitation of the test";
  Object.assign(env(), { TWINPROXY_REGISTRATION: "invite", TWINPROXY_INVITES: invites });
  try {
    expect(seen(await proxy.register())).toEqual(golden("registration-403-closed"));
    const body = await proxy.registration();
    const invited = await proxy.call("POST", "registration", body, { "X-Invite-Code": invites });
    expect(seen(invited)).toEqual(golden("registration-200"));
    Object.assign(env(), { TWINPROXY_REGISTRATION: "closed" });
    const refused = await proxy.call("POST", "registration", body, { "X-Invite-Code": invites });
    expect(seen(refused)).toEqual(golden("registration-403-closed"));
  } finally {
    Object.assign(env(), { TWINPROXY_REGISTRATION: "open" });
  }
});

test("a deployment may keep its refresh tokens to itself", async () => {
  Object.assign(env(), { TWINPROXY_EXPOSE_REFRESH_TOKEN: false });
  try {
    expect(JSON.parse((await proxy.register()).text).refresh_token).toBe("");
    expect(JSON.parse((await proxy.getToken()).text).refresh_token).toBe("");
  } finally {
    Object.assign(env(), { TWINPROXY_EXPOSE_REFRESH_TOKEN: true });
  }
});
