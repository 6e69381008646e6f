import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connections } from "@/db/schema/connection";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import { kv } from "@/lib/kv/client";
import { amocrmWithClock } from "@/lib/testing/connected";
import { testDb } from "@/lib/testing/db";
import { account, golden, integration, seen, twinproxyForTest } from "@/lib/testing/twinproxy";

const path = "/oauth2/access_token";
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
beforeEach(async () => {
  await amocrm.control.post("reset");
  await testDb().delete(twinproxyLogins);
  await testDb().delete(connections);
  await kv().flushdb();
});

const json = (status: number, document: object) =>
  ({ kind: "status", status, body: JSON.stringify(document), contentType: "application/json" }) as const;
const problem = (status: number) =>
  json(status, { status, title: "Отказ", detail: "Как есть", hint: "Account is blocked" });

/** What amoCRM may answer beside its documents, none of which is about the caller's data. */
const notNow = {
  "403 HTML": { kind: "status", status: 403, body: "<html>Forbidden</html>", contentType: "text/html" },
  "429": { kind: "status", status: 429, headers: { "retry-after": "7" } },
  "500 JSON": json(500, { hint: "x" }),
  "502 HTML": { kind: "html" },
  "200, no JSON": { kind: "status", status: 200, body: "<html>200</html>" },
  "200, another JSON": json(200, { access_token: "", ok: true }),
  "a redirect": { kind: "status", status: 302, headers: { location: "https://crm.example.test/" } },
  "a dropped connection": { kind: "drop" },
  "no answer": { kind: "delay", delayMs: 60_000 },
} as const;

const changeOf = async () => ({
  ...account,
  new_client_link: "pizzaural",
  new_client_id: integration.clientId,
  new_client_secret: integration.clientSecret,
  new_redirect_uri: integration.redirectUri,
  code: await proxy.code("pizzaural"),
});

/** The fifteen seconds that are waited for a provider, in a third of one. */
function waitLess(): void {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(ms === 15_000 ? 300 : ms));
}

test.each(Object.entries(notNow))("%s is answered with: not now", async (_, fault) => {
  waitLess();
  await amocrm.control.fault({ ...fault, path });
  const refused = await proxy.register();
  expect(refused.status).toBe(503);
  expect(Object.keys(JSON.parse(refused.text))).toEqual([
    "status",
    "amoCRM_error_description",
    "endpoint",
    "timestamp",
  ]);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect(await testDb().$count(twinproxyLogins)).toBe(0);
  await kv().flushdb();
  const { token } = JSON.parse((await proxy.register()).text);
  const change = await changeOf();
  await amocrm.control.fault({ ...fault, path });
  const unchanged = await proxy.call("PATCH", "changeClientLink", change);
  expect(unchanged.status).toBe(503);
  expect(JSON.parse(unchanged.text)).toMatchObject({ endpoint: "registration" });
  expect(JSON.parse((await proxy.getToken()).text)).toMatchObject({
    token,
    client_link: "https://pizzanorth.amocrm.ru/",
  });
  await kv().flushdb();
  await amocrm.control.advance(25 * 3600);
  await amocrm.control.fault({ ...fault, path, times: 5 });
  const asked = await proxy.getToken();
  expect(seen(asked)).toEqual(golden("getToken-503-away"));
  expect(Number(asked.headers["retry-after"])).toBeGreaterThan(0);
});

test.each([400, 401, 402, 403, 404, 422])(
  "amoCRM's own document with %i is passed on as it came",
  async (status) => {
    const fault = problem(status);
    await amocrm.control.fault({ ...fault, path });
    const answer = await proxy.register();
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(`"amoCRM_error_description":${fault.body},"endpoint":"registration"`);
  },
);

test("an unknown account without a document is amoCRM's documented word for one", async () => {
  await amocrm.control.fault({ kind: "status", status: 404, body: "<html>404</html>", path });
  expect(seen(await proxy.register())).toEqual(golden("registration-400-client-link"));
});

test("amoCRM's wish to wait is passed on", async () => {
  await amocrm.control.fault({ ...notNow["429"], path });
  expect(Number((await proxy.register()).headers["retry-after"])).toBe(7);
});

test("a token that has time left is handed out while amoCRM is away", async () => {
  const { token } = JSON.parse((await proxy.register()).text);
  await amocrm.control.advance(23.8 * 3600);
  await amocrm.control.fault({ ...notNow["502 HTML"], path, times: 5 });
  expect(JSON.parse((await proxy.getToken()).text)).toMatchObject({ token });
});

test("a grant that amoCRM has ended is no data, until another code brings it back", async () => {
  await proxy.register();
  await amocrm.control.advance(25 * 3600);
  const revoked = json(401, {
    hint: "Token has been revoked",
    title: "Некорректный запрос",
    type: "https://developers.amocrm.ru/v3/errors/OAuthProblemJson",
    status: 401,
    detail: "Токен отозван",
  });
  await amocrm.control.fault({ ...revoked, path, times: 5 });
  for (let turn = 0; turn < 3; turn++) {
    await proxy.getToken();
    await amocrm.control.advance(3600);
  }
  expect(seen(await proxy.getToken())).toEqual(golden("getToken-422-no-data"));
  await amocrm.control.clearFaults();
  const change = { ...(await changeOf()), new_client_link: "pizzanorth", code: await proxy.code() };
  expect((await proxy.call("PATCH", "changeClientLink", change)).status).toBe(200);
  expect(seen({ ...(await proxy.getToken()), headers: {} })).toEqual({
    ...golden("getToken-200"),
    text: golden("getToken-200").text.replace("https://pizzanorth.amocrm.ru/", "pizzanorth"),
  });
});

test("a code is not lost with one answer about its account, and where none comes nothing is stored", async () => {
  const account = "/api/v4/account";
  await amocrm.control.fault({ ...notNow["502 HTML"], path: account });
  await amocrm.control.fault({ ...notNow["a dropped connection"], path: account });
  expect(seen(await proxy.register())).toEqual(golden("registration-200"));
  await amocrm.control.fault({ ...notNow["500 JSON"], path: account, times: 5 });
  expect((await proxy.register({ login: "another_user" })).status).toBe(503);
  expect(await testDb().$count(twinproxyLogins)).toBe(1);
});
