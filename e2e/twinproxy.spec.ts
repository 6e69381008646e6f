import { randomBytes } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { overSocket, type SocketAnswer } from "@/lib/testing/raw-socket";
import ru from "@/messages/ru/connections.json" with { type: "json" };
import ruErrors from "@/messages/ru/errors.json" with { type: "json" };
import { joinAs } from "./support/people";
import { advanceHours, control, providerTakes } from "./support/sandbox";
import { amocrmUrl, appUrl, nextUrl } from "./support/stack";

const base = "/TwinProxy/amoCRM";
const password = "Qwerty123";

/** A registration that amoCRM accepts: an integration of the test's own, and its code. */
async function registrationOf(login: string) {
  const clientId = `00000000-0000-4000-8000-${randomBytes(6).toString("hex")}`;
  const integration = {
    clientId,
    clientSecret: `the secret of ${clientId}`,
    redirectUri: "https://crm.example.test/",
  };
  await control(amocrmUrl(), "integrations", integration);
  const url = amocrmUrl(`/oauth?client_id=${clientId}&state=x`);
  const consent = await control(amocrmUrl(), "authorize", { url, account: "pizzanorth" });
  const { redirectTo } = (await consent.json()) as { redirectTo: string };
  return {
    login,
    password,
    client_id: clientId,
    client_secret: integration.clientSecret,
    client_link: "https://pizzanorth.amocrm.ru/",
    code: new URL(redirectTo).searchParams.get("code") ?? "",
    redirect_uri: integration.redirectUri,
  };
}

async function send(
  method: string,
  path: string,
  body: object | string | null = null,
  origin = appUrl(),
): Promise<SocketAnswer> {
  const text = body === null || typeof body === "string" ? body : JSON.stringify(body);
  return await overSocket(origin, method, path, text, { "X-Forwarded-For": "203.0.113.77" });
}

const newLogin = () => `e2e_${randomBytes(4).toString("hex")}`;

async function register(login: string): Promise<void> {
  const answer = await send("POST", `${base}/registration`, await registrationOf(login));
  expect(answer.status).toBe(200);
}

/** What may differ between two doors: the time, the request's number, and how a server frames a body. */
function comparable({ status, headers, text }: SocketAnswer) {
  return {
    status,
    type: headers["content-type"],
    allow: headers.allow,
    text: text.replace(/"timestamp":"[^"]+"/, ""),
  };
}

test("both doors give the same answer to every request, a GET with a body among them", async () => {
  const login = newLogin();
  await register(login);
  const account = { login, password };
  const requests: Array<[string, string, (object | string | null)?]> = [
    ["GET", `${base}/info`],
    ["GET", `${base}/LoginPasswordInfo`],
    ["GET", `${base}/getToken`, account],
    ["POST", `${base}/getToken`, account],
    ["GET", `${base}/getToken`, { ...account, password: "wrong-password" }],
    ["GET", `${base}/getToken`],
    ["GET", `${base}/getToken`, '{"login": }'],
    ["GET", `${base}/getToken?x=1`, account],
    ["GET", `${base}/getToken/`, account],
    ["GET", `${base}/gettoken`, account],
    ["GET", `${base}/getToken`, `\ufeff${JSON.stringify(account)}`],
    ["HEAD", `${base}/getToken`],
    ["OPTIONS", `${base}/registration`],
    ["POST", `${base}/registration`, "[]"],
    ["GET", `${base}/getToken`, `${"[".repeat(2_000)}`],
    ["GET", `${base}/nothing`],
    ["PUT", `${base}/getToken`, account],
    ["GET", `${base}/registration`],
    ["POST", `${base}/registration`, { login: "abcd", password: "1234" }],
    ["POST", `${base}/registration`, { ...(await registrationOf(newLogin())), code: "def50200" }],
    ["DELETE", `${base}/deleteUser`, { ...account, client_link: "another" }],
    ["PATCH", `${base}/changePassword`, { login, password: null }],
    ["PATCH", `${base}/changeClientLink`, account],
    ["GET", `${base}/getToken`, { ...account, more: "x".repeat(70_000) }],
  ];
  for (const [method, path, body] of requests) {
    const ours = comparable(await send(method, path, body));
    const next = comparable(await send(method, path, body, nextUrl()));
    expect([method, path, body, next]).toEqual([method, path, body, ours]);
  }
});

test("an older client registers, asks for its token after it has expired, and amoCRM takes it", async () => {
  const login = newLogin();
  await register(login);
  await advanceHours(25);
  for (const origin of [appUrl(), nextUrl()]) {
    const answer = await send("GET", `${base}/getToken`, { login, password }, origin);
    expect(answer.status).toBe(200);
    expect(await providerTakes("amocrm", JSON.parse(answer.text).token)).toBe(true);
  }
});

async function refreshes(): Promise<number> {
  const answer = await fetch(amocrmUrl("/_sandbox/stats"));
  return ((await answer.json()) as { refreshes: number }).refreshes;
}

test("fifty clients at both doors ask at once for an expired token: amoCRM sees one refresh", async () => {
  const login = newLogin();
  await register(login);
  await advanceHours(25);
  const before = await refreshes();
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, index) =>
      send("GET", `${base}/getToken`, { login, password }, index % 2 === 0 ? appUrl() : nextUrl()),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect((await refreshes()) - before).toBe(1);
});

async function claim(page: Page, login: string, secret: string): Promise<void> {
  await page.getByLabel(ru.twinproxy.login).fill(login);
  await page.getByLabel(ru.twinproxy.password, { exact: true }).fill(secret);
  await page.getByRole("button", { name: ru.twinproxy.submit, exact: true }).click();
}

test("a person claims a login: its connection is theirs, and the login goes on working", async ({ page }) => {
  const login = newLogin();
  await register(login);
  await joinAs(page, "claimer");
  await page.goto(appUrl("/dashboard/connections"));
  await page.getByRole("button", { name: ru.connect.more }).first().click();
  await page.getByRole("menuitem", { name: ru.connect.twinproxy }).click();
  await claim(page, login, "not the password");
  await expect(page.getByText(ruErrors.reasons.twinproxy_credentials_wrong)).toBeVisible();
  await claim(page, login, password);
  await page.waitForURL(/\/dashboard\/connections\/[0-9a-f-]{36}/);
  await expect(page.getByText(ru.result.claimed)).toBeVisible();
  await expect(page.getByText(ru.health.active.title)).toBeVisible();
  expect((await send("GET", `${base}/getToken`, { login, password })).status).toBe(200);
});
