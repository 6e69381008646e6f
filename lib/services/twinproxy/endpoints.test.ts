import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connections } from "@/db/schema/connection";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import { env } from "@/lib/env";
import { amocrmWithClock } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import {
  account,
  beginAnew,
  golden,
  integration,
  looseIntegration,
  seen,
  twinproxyForTest,
} from "@/lib/testing/twinproxy";

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
beforeEach(async () => await beginAnew(amocrm));

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
  const change = await proxy.linkChange();
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
  const change = await proxy.linkChange({ code: spent });
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
    const refused = await proxy.call("PATCH", "changeClientLink", await proxy.linkChange(more));
    expect([name, seen(refused)]).toEqual([name, golden(`registration-400-${name}`)]);
  }
  expect(JSON.parse((await proxy.getToken()).text).client_link).toBe("pizzaural");
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
