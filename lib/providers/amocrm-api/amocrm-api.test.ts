import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { providerFailure } from "@/lib/providers/provider";
import { amocrmForTest } from "@/sandbox/amocrm/testing";
import { amocrmAccounts } from "@/sandbox/data/amocrm-accounts";
import { getAccount, getCurrentUser, listUsers } from "./account";
import { closedStatuses, listLeads, listPipelines } from "./leads";
import type { AmocrmAccess } from "./request";

const origin = "https://pizzanorth.amocrm.ru";
let amocrm: Awaited<ReturnType<typeof amocrmForTest>>;
let access: AmocrmAccess;

beforeAll(async () => {
  amocrm = await amocrmForTest();
  // The environment is read once; it must name this imitation before anything reads it.
  process.env.AMOCRM_SANDBOX_ORIGIN = amocrm.origin;
  process.env.AMOCRM_CALLS_PER_SECOND = "1000";
});
afterAll(() => amocrm.close());
beforeEach(async () => {
  await amocrm.control.post("reset", { clock: true });
  await amocrm.control.settings({ rateLimit: 0 });
  access = { origin, accessToken: (await amocrm.connect()).access_token, now: amocrm.clock.now() };
});

const answerOnce = async (path: string, status: number, body: unknown) =>
  await amocrm.control.fault({
    path,
    kind: "status",
    status,
    body: typeof body === "string" ? body : JSON.stringify(body),
    contentType: typeof body === "string" ? "text/html" : "application/problem+json",
  });

const failureOf = async (call: Promise<unknown>) =>
  providerFailure(
    await call.then(
      () => null,
      (error) => error,
    ),
  );

describe("what the imitation serves", () => {
  test("the account, who has given the access, and its users", async () => {
    expect(await getAccount(access)).toMatchObject({
      name: "Пицца Север",
      currency: "RUB",
      _embedded: { datetime_settings: { timezone: "Europe/Moscow" } },
    });
    expect(await getCurrentUser(access)).toMatchObject({ email: "north@amocrm.example" });
    const users = await listUsers(access);
    expect(users.isWhole).toBe(true);
    expect(users.rows).toHaveLength(amocrmAccounts[0]?.users.length ?? 0);
  });

  test("pipelines with their stages", async () => {
    const [first] = await listPipelines(access);
    expect(first?._embedded?.statuses?.map(({ id }) => id)).toContain(closedStatuses.won);
  });

  test("leads, newest first, over as many pages as there are", async () => {
    const { rows, isWhole } = await listLeads(access, { most: 5_000 });
    expect(isWhole).toBe(true);
    expect(rows.length).toBeGreaterThan(250);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const times = rows.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort((left, right) => right - left));
  });
});

describe("lists", () => {
  test("stop at the cap and say that there is more", async () => {
    const { rows, isWhole } = await listLeads(access, { most: 260 });
    expect([rows.length, isWhole]).toEqual([260, false]);
    const calls = (await amocrm.control.calls()).filter(({ path }) => path === "/api/v4/leads");
    expect(calls).toHaveLength(2);
  });

  test("are empty where amoCRM answers 204", async () => {
    const future = Math.floor(access.now.getTime() / 1000) + 1_000;
    expect(await listLeads(access, { most: 10, createdFrom: future })).toEqual({
      rows: [],
      isWhole: true,
    });
  });

  test.each([
    "https://evil.example/api/v4/leads?page=2",
    "https://pizzaural.amocrm.ru/api/v4/leads?page=2",
    "http://pizzanorth.amocrm.ru/api/v4/leads?page=2",
    "https://user@pizzanorth.amocrm.ru/api/v4/leads?page=2",
    "https://pizzanorth.amocrm.ru//evil.example/api/v4/leads",
    "https://pizzanorth.amocrm.ru:8443/api/v4/leads?page=2",
    "//evil.example/api/v4/leads",
    "https://pizzanorth.amocrm.ru/api/v4/users",
  ])("do not take the token to %s", async (href) => {
    const lead = { id: 1, status_id: 1, pipeline_id: 1, created_at: 1 };
    await answerOnce("/api/v4/leads", 200, { _links: { next: { href } }, _embedded: { leads: [lead] } });
    expect(await failureOf(listLeads(access, { most: 500 }))).toMatchObject({
      code: "foreign_next_link",
    });
    expect((await amocrm.control.calls()).filter(({ path }) => path.includes("leads"))).toHaveLength(1);
  });
});

describe("failures", () => {
  test("a refused token is told apart", async () => {
    const refused = { ...access, accessToken: "unknown" };
    expect(await failureOf(getAccount(refused))).toMatchObject({ class: "terminal", httpStatus: 401 });
  });

  test("an unpaid tariff and missing rights are for people to mend", async () => {
    await amocrm.control.settings({ unpaid: ["pizzanorth"] });
    expect(await failureOf(getAccount(access))).toMatchObject({ class: "config", httpStatus: 402 });
    const southern = {
      ...access,
      origin: "https://pizzasouth.amocrm.ru",
      accessToken: (await amocrm.connect("pizzasouth")).access_token,
    };
    expect(await failureOf(listUsers(southern))).toMatchObject({ class: "config", httpStatus: 403 });
  });

  test("a block in HTML passes", async () => {
    await answerOnce("/api/v4/account", 403, "<html><h1>403 Forbidden</h1></html>");
    expect(await failureOf(getAccount(access))).toMatchObject({ class: "transient", code: "http_403" });
    await amocrm.control.fault({ path: "/api/v4/account", kind: "html" });
    expect(await failureOf(getAccount(access))).toMatchObject({ class: "transient", code: "http_502" });
  });

  test("429 names the seconds to wait in its body, and the account is left alone for as long", async () => {
    await amocrm.control.settings({ rateLimit: 1, retryAfterSeconds: 300 });
    const { access_token: accessToken } = await amocrm.connect("pizzaural");
    const ural = { ...access, origin: "https://pizzaural.amocrm.ru", accessToken };
    await getAccount(ural);
    expect(await failureOf(getAccount(ural))).toMatchObject({
      class: "transient",
      httpStatus: 429,
      retryAfterSeconds: 300,
    });
    await expect(getAccount(ural)).rejects.toMatchObject({ code: "rate_limited", reason: "provider_limit" });
    await getAccount(access);
  });

  test("a success of another shape is no success", async () => {
    for (const body of ["<html></html>", { id: "not a number" }]) {
      await answerOnce("/api/v4/account", 200, body);
      expect(await failureOf(getAccount(access))).toMatchObject({ code: "unexpected_answer" });
    }
  });

  test("a cut connection and a late answer are lost answers", async () => {
    await amocrm.control.fault({ path: "/api/v4/account", kind: "drop" });
    expect(await failureOf(getAccount(access))).toMatchObject({ class: "ambiguous" });
    await amocrm.control.fault({ path: "/api/v4/account", kind: "delay", delayMs: 2_000 });
    expect(await failureOf(getAccount({ ...access, timeoutMs: 200 }))).toMatchObject({ code: "timeout" });
  });

  test("a host that is no account's gets nothing", async () => {
    await expect(getAccount({ ...access, origin: "https://evil.example" })).rejects.toMatchObject({
      reason: "account_host_refused",
    });
  });
});
