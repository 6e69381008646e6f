import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dodoisPeople } from "@/sandbox/data/dodois-people";
import { dodoisForTest } from "./testing";

let dodois: Awaited<ReturnType<typeof dodoisForTest>>;
let accessToken: string;
const unit = dodoisPeople[0]?.units[0]?.id ?? "";
const core = "/dodopizza/ru";

beforeAll(async () => {
  dodois = await dodoisForTest();
});
beforeEach(async () => {
  await dodois.control.post("reset", { clock: true });
  accessToken = (await dodois.connect()).access_token;
});
afterAll(() => dodois.close());

async function get(path: string): Promise<{ status: number; text: string; body: unknown }> {
  const response = await dodois.api(path, accessToken);
  const text = await response.text();
  return { status: response.status, text, body: text === "" ? null : JSON.parse(text) };
}

const daily = (query: string) => get(`${core}/finances/sales/units/daily?${query}`);

describe("the API", () => {
  it("lists a person's units as a bare array", async () => {
    const { body } = await get("/auth/roles/units");
    expect(body).toHaveLength(4);
    expect(body).toContainEqual(expect.objectContaining({ id: unit, countryCode: 643, unitType: 1 }));
  });

  it("pages through stores", async () => {
    const { body } = await get(`${core}/units/stores?businessId=dodopizza&skip=3&take=1`);
    expect(body).toMatchObject({ stores: [{ name: "Мурино 1" }], isEndOfListReached: true });
    expect((await get(`${core}/units/stores?businessId=dodopizza&take=2`)).body).toMatchObject({
      isEndOfListReached: false,
    });
  });

  it("tells the same sales each time it is asked", async () => {
    const query = `units=${unit}&fromDate=2025-03-01&toDate=2025-03-15`;
    const [first, second] = [await daily(query), await daily(query)];
    expect(first.body).toEqual(second.body);
    expect(first.body).toMatchObject({ result: Array.from({ length: 14 }, () => ({ unitId: unit })) });
  });

  it("answers each kind of stop in its own root, in times without a zone", async () => {
    const period = `units=${unit}&from=2025-03-01T00:00:00&to=2025-03-31T00:00:00`;
    const roots = [
      ["production/stop-sales-channels", "stopSalesBySalesChannels"],
      ["production/stop-sales-ingredients", "stopSalesByIngredients"],
      ["production/stop-sales-products", "stopSalesByProduct"],
      ["delivery/stop-sales-sectors", "stopSalesBySectors"],
    ];
    for (const [path = "", root = ""] of roots) {
      const body = (await get(`${core}/${path}?${period}`)).body as Record<string, { startedAt: string }[]>;
      expect(body[root]?.length).toBeGreaterThan(0);
      expect(body[root]?.[0]?.startedAt).toMatch(/^2025-03-\d\dT\d\d:\d\d:\d\d$/);
    }
  });

  it.each([
    ["no units", "fromDate=2025-03-01&toDate=2025-03-02", "Required"],
    ["31 units", `units=${Array(31).fill(unit)}&fromDate=2025-03-01&toDate=2025-03-02`, "TooManyUnits"],
    ["an empty period", `units=${unit}&fromDate=2025-03-01&toDate=2025-03-01`, "DateOutOfRange"],
    ["63 days", `units=${unit}&fromDate=2025-03-01&toDate=2025-05-03`, "DateOutOfRange"],
    ["a time with a zone", `units=${unit}&fromDate=2025-03-01Z&toDate=2025-03-02`, "InvalidInput"],
    ["an unknown unit", `units=${"0".repeat(32)}&fromDate=2025-03-01&toDate=2025-03-02`, "UnitNotFound"],
  ])("refuses %s with a ValidationError", async (_, query, code) => {
    const { status, body } = await daily(query);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "ValidationError", httpStatus: 400, details: { errors: [{ code }] } });
  });

  it("refuses another company's unit", async () => {
    const foreign = dodoisPeople[2]?.units[0]?.id ?? "";
    const { status, body } = await daily(`units=${foreign}&fromDate=2025-03-01&toDate=2025-03-02`);
    expect([status, body]).toMatchObject([403, { code: "NoAccessToUnit" }]);
  });

  it("refuses a call without the scope, in the shape of its part of the API", async () => {
    accessToken = (await dodois.connect("north", "openid shared")).access_token;
    const query = `units=${unit}&fromDate=2025-03-01&toDate=2025-03-02`;
    expect((await daily(query)).body).toMatchObject({ code: "InsufficientScopes", httpStatus: 403 });
    const legacy = await get(`${core}/organization-structure/legal-entities`);
    expect([legacy.status, legacy.body]).toMatchObject([
      403,
      { errors: [{ message: "InsufficientScopes" }] },
    ]);
    expect((await get("/auth/roles/units")).body).toEqual({
      type: "https://httpstatuses.io/403",
      title: "Forbidden",
      status: 403,
    });
  });

  it("names the field and the limits where the older API checks them", async () => {
    const { status, body } = await get(`${core}/units/stores?businessId=dodopizza&take=1001`);
    const message = "The field Take must be between 1 and 1000.";
    expect([status, body]).toEqual([400, { field: "Take", message }]);
  });

  it("answers an unknown token with 401 and no body", async () => {
    accessToken = "unknown";
    expect(await get(`${core}/units/stores`)).toMatchObject({ status: 401, text: "" });
  });

  it("serves 200 requests a minute for each token", async () => {
    await dodois.control.settings({ rateLimit: 3 });
    for (let count = 0; count < 3; count += 1) expect((await get("/auth/roles/list")).status).toBe(200);
    const { status, body } = await get("/auth/roles/list");
    expect(status).toBe(429);
    expect(body).toEqual({
      message: expect.stringMatching(/^Rate limit is exceeded\. Try again in \d+ seconds\.$/),
    });
    await dodois.control.advance(61);
    expect((await get("/auth/roles/list")).status).toBe(200);
  });
});

it("shows a person at its own address who can sign in", async () => {
  expect(await (await fetch(`${dodois.origin}/`)).text()).toContain("Анна Примерова");
});

describe("the control API", () => {
  it("is closed to a foreign page", async () => {
    const headers = { origin: "https://somewhere.example", "content-type": "application/json" };
    const response = await fetch(`${dodois.origin}/_sandbox/reset`, { method: "POST", headers, body: "{}" });
    expect(response.status).toBe(403);
  });

  it("refuses unknown switches", async () => {
    expect((await dodois.control.post("settings", { rotationn: "off" })).status).toBe(400);
  });
});
