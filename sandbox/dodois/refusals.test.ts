import { afterAll, beforeAll, expect, test } from "vitest";
import { dodoisPeople } from "@/sandbox/data/dodois-people";
import { dodoisScopes } from "./options";
import { dodoisForTest } from "./testing";

let dodois: Awaited<ReturnType<typeof dodoisForTest>>;
let accessToken: string;
const core = "/dodopizza/ru";
const unit = dodoisPeople[0]?.units[0]?.id ?? "";
const day = "from=2025-03-01T00:00:00&to=2025-03-02T00:00:00";
const units = `units=${unit}`;
const tooManyUnits = `units=${Array(31).fill(unit).join(",")}`;
const days32 = "from=2025-03-01T00:00:00&to=2025-04-02T00:00:00";

beforeAll(async () => {
  dodois = await dodoisForTest();
  accessToken = (await dodois.connect("north", dodoisScopes.join(" "))).access_token;
});
afterAll(() => dodois.close());

async function get(path: string): Promise<[number, unknown]> {
  const response = await dodois.api(path, accessToken);
  return [response.status, await response.json()];
}

test.each([
  ["production/productivity", day, "Required"],
  ["production/productivity", `${tooManyUnits}&${day}`, "TooManyUnits"],
  ["production/productivity", `${units}&${days32}`, "DateOutOfRange"],
  ["production/productivity", `${units}&from=2025-03-01T00:00:00&to=2025-03-01T00:00:00`, "DateOutOfRange"],
  ["production/orders-handover-statistics", `${units}&${days32}`, "DateOutOfRange"],
  ["production/orders-handover-statistics", `${units}&${day}&salesChannels=Drone`, "InvalidInput"],
  ["delivery/statistics", `${tooManyUnits}&${day}`, "TooManyUnits"],
  ["delivery/statistics", units, "Required"],
  ["orders/clients-statistics", `${units}&fromDate=2025-03-01&toDate=2025-04-02`, "DateOutOfRange"],
  ["orders/clients-statistics", `${units}&${day}`, "Required"],
  ["orders", "", "Required"],
  ["orders", "orderIds=1", "InvalidInput"],
  ["orders", `orderIds=${Array(101).fill(unit).join(",")}`, "InvalidInput"],
  ["finances/sales/units/monthly", `${units}&fromDate=2025-01-01&toDate=2025-03-05`, "DateOutOfRange"],
  ["units/month-goals", "year=2025&month=1", "Required"],
  ["units/month-goals", `unit=${unit}&year=2025`, "Required"],
  ["units/month-goals", `unit=${unit}&year=2025&month=13`, "InvalidInput"],
])("%s?%s is a ValidationError of %s", async (path, query, code) => {
  const error = { code: "ValidationError", httpStatus: 400, details: { errors: [{ code }] } };
  expect(await get(`${core}/${path}?${query}`)).toMatchObject([400, error]);
});

test.each([
  ["accounting/sales", `${units}&${days32}`, "To"],
  ["accounting/sales", `${units}&${day}&take=1001`, "Take"],
  ["accounting/sales", `${tooManyUnits}&${day}`, "Units"],
  ["delivery/vouchers", `${units}&${day}&skip=-1`, "Skip"],
  ["staff/members", "hiredFrom=yesterday", "HiredFrom"],
  ["staff/members", tooManyUnits, "Units"],
  ["staff/shifts", `${units}&${day}`, "ClockInFrom"],
  ["staff/members/shifts", "clockInFrom=2025-03-01T00:00:00&clockInTo=2025-03-02T00:00:00", "StaffIds"],
  ["units/shifts", day, "Units"],
  ["units", "", "BusinessId"],
  ["units/distributioncenters", "businessId=dodopizza&take=0", "Take"],
])("%s?%s names the field %s", async (path, query, field) => {
  expect(await get(`${core}/${path}?${query}`)).toMatchObject([400, { field, message: expect.any(String) }]);
});

test("where the provider names no limit a span may be longer than 31 days", async () => {
  for (const path of ["delivery/statistics", "delivery/vouchers", "units/shifts"]) {
    expect((await get(`${core}/${path}?${units}&${days32}`))[0]).toBe(200);
  }
});

test("a page is a hundred rows where nothing else is asked, and says whether it is the last", async () => {
  const page = async (query: string) => (await get(`${core}/staff/members?${query}`))[1];
  const first = await page("");
  expect(first).toMatchObject({ members: { length: 100 }, isEndOfListReached: false });
  expect(await page("skip=100&take=1000")).toMatchObject({ isEndOfListReached: true });
  expect(await page("skip=5000")).toEqual({ members: [], isEndOfListReached: true });
});

test("everything is the same each time it is asked for, and nothing is of the future", async () => {
  const query = `${units}&clockInFrom=2025-03-01T00:00:00&clockInTo=2025-03-08T00:00:00`;
  expect(await get(`${core}/staff/shifts?${query}`)).toEqual(await get(`${core}/staff/shifts?${query}`));
  const future = `${units}&from=2999-01-01T00:00:00&to=2999-01-02T00:00:00`;
  expect(await get(`${core}/accounting/sales?${future}`)).toEqual([
    200,
    { sales: [], isEndOfListReached: true },
  ]);
  const [, productivity] = await get(`${core}/production/productivity?${future}`);
  expect(productivity).toMatchObject({ productivityStatistics: [{ sales: 0, laborHours: 0 }] });
});
