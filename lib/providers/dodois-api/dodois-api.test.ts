import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { providerFailure } from "@/lib/providers/provider";
import { dodoisPeople } from "@/sandbox/data/dodois-people";
import { dodoisForTest } from "@/sandbox/dodois/testing";
import { getProfile, listRoles, listRoleUnits } from "./account";
import {
  listClientStatistics,
  listDeliveryStatistics,
  listHandoverStatistics,
  listLateVouchers,
  listOrders,
  listProductivity,
} from "./operations";
import { listLegalEntities, listLegalEntityTypes } from "./organizations";
import { placeOfUnit } from "./place";
import type { DodoisAccess } from "./request";
import { listDailySales, listMonthlySales, listReceipts, sumSales } from "./sales";
import { listMembersShifts, listStaffMembers, listStaffPositions, listStaffShifts } from "./staff";
import { listStopSales } from "./stop-sales";
import {
  getMonthGoals,
  listDistributionCenters,
  listFranchiseeUnits,
  listStores,
  listSubscriptions,
  listUnitShifts,
  listUnits,
} from "./units";

const place = { brand: "dodopizza", country: "ru" };
const core = "/dodopizza/ru";
const ownUnits = dodoisPeople[0]?.units.map(({ id }) => id) ?? [];
const [unit = ""] = ownUnits;
let dodois: Awaited<ReturnType<typeof dodoisForTest>>;
let access: DodoisAccess;

beforeAll(async () => {
  dodois = await dodoisForTest();
});
afterAll(() => dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset", { clock: true });
  const { access_token: accessToken } = await dodois.connect();
  const cluster = { id: "io", issuer: dodois.origin, api: dodois.origin } as const;
  access = { cluster, accessToken, now: dodois.clock.now() };
});

const answerOnce = async (path: string, body: unknown, status = 200) =>
  await dodois.control.fault({
    path,
    kind: "status",
    status,
    body: typeof body === "string" ? body : JSON.stringify(body),
    contentType: "application/json",
  });

const asked = async (path: string) =>
  (await dodois.control.calls())
    .filter((call) => call.path === path)
    .map(({ query }) => Object.fromEntries(new URLSearchParams(query)));

const failureOf = async (call: Promise<unknown>) =>
  providerFailure(
    await call.then(
      () => null,
      (error) => error,
    ),
  );

describe("what the imitation serves", () => {
  test("a person's profile, roles and units, each unit in its place", async () => {
    expect(await getProfile(access)).toMatchObject({ given_name: "Анна", email: "north@dodois.example" });
    expect(await listRoles(access)).toContainEqual({ id: 2, name: "Store Manager" });
    const units = await listRoleUnits(access);
    expect(units.map(({ id }) => id)).toEqual(ownUnits);
    expect(units.map(placeOfUnit)).toEqual(units.map(() => place));
  });

  test("stores with their time zones, and legal entities", async () => {
    const stores = await listStores(access, place, { units: ownUnits });
    expect(stores.map(({ id }) => id)).toEqual(ownUnits);
    expect(stores[0]?.dateTimeInfo?.timeZone).toBe("GMT+03:00");
    expect((await listLegalEntities(access, place))[0]?.name).toContain("Северный пример");
  });

  test("sales by day over more days than one request may span", async () => {
    const rows = await listDailySales(access, place, {
      units: ownUnits,
      span: { from: "2025-01-01", to: "2025-03-15" },
    });
    expect(rows).toHaveLength(73 * ownUnits.length);
    expect(new Set(rows.map(({ date }) => date)).size).toBe(73);
    expect(await asked(`${core}/finances/sales/units/daily`)).toMatchObject([
      { units: ownUnits.join(","), fromDate: "2025-01-01", toDate: "2025-02-01" },
      { fromDate: "2025-02-01", toDate: "2025-03-04" },
      { fromDate: "2025-03-04", toDate: "2025-03-15" },
    ]);
  });

  test("sales of a window, its pieces added up for each unit", async () => {
    const window = async (from: string, to: string) =>
      (await sumSales(access, place, { units: [unit], span: { from, to } }))[0]?.sales ?? 0;
    const whole = await window("2025-01-01T00:00:00", "2025-03-01T00:00:00");
    const halves = [
      await window("2025-01-01T00:00:00", "2025-02-01T00:00:00"),
      await window("2025-02-01T00:00:00", "2025-03-01T00:00:00"),
    ];
    expect(whole).toBe((halves[0] ?? 0) + (halves[1] ?? 0));
  });

  test.each(["channel", "ingredient", "product", "sector"] as const)(
    "stops by %s, each once",
    async (kind) => {
      const stops = await listStopSales(access, place, {
        kind,
        units: ownUnits,
        span: { from: "2025-01-01T00:00:00", to: "2025-03-01T00:00:00" },
      });
      expect(stops.length).toBeGreaterThan(0);
      expect(new Set(stops.map(({ id }) => id)).size).toBe(stops.length);
      for (const stop of stops) expect(stop).toMatchObject({ kind, what: expect.any(String) });
    },
  );

  test("nothing is asked about no units", async () => {
    expect(
      await listDailySales(access, place, { units: [], span: { from: "2025-01-01", to: "2025-02-01" } }),
    ).toEqual([]);
    expect(await asked(`${core}/finances/sales/units/daily`)).toEqual([]);
  });
});

describe("lists", () => {
  const member = (id: string) => ({ id, firstName: "Анна", aNewField: { nested: true } });

  test("are read until the provider says that they have ended, moving on by what came", async () => {
    const path = `${core}/staff/members`;
    await answerOnce(path, { members: [member("1"), member("2")], isEndOfListReached: false });
    await answerOnce(path, { members: [member("3")], isEndOfListReached: true });
    expect((await listStaffMembers(access, place)).map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(await asked(path)).toEqual([
      { skip: "0", take: "1000" },
      { skip: "2", take: "1000" },
    ]);
  });

  test("end with an empty page, too, and where the mark is missing with one that is not full", async () => {
    const path = `${core}/staff/members`;
    await answerOnce(path, { members: [member("1")], isEndOfListReached: false });
    await answerOnce(path, { members: [], isEndOfListReached: false });
    expect(await listStaffMembers(access, place)).toHaveLength(1);
    await answerOnce(path, { members: [member("1")] });
    expect(await listStaffMembers(access, place)).toHaveLength(1);
  });

  test("of more than thirty units are asked for in lots and come back merged", async () => {
    const path = `${core}/staff/members`;
    for (const id of ["1", "2"]) await answerOnce(path, { members: [member(id)], isEndOfListReached: true });
    const units = Array.from({ length: 31 }, (_, index) => String(index).padStart(32, "0"));
    expect(await listStaffMembers(access, place, { units })).toHaveLength(2);
    expect((await asked(path)).map((query) => query.units?.split(",").length)).toEqual([30, 1]);
  });

  test("of shifts over long spans name each shift once", async () => {
    const span = { from: "2025-01-01T00:00:00", to: "2025-02-10T00:00:00" };
    for (const path of [`${core}/staff/shifts`, `${core}/staff/members/shifts`]) {
      for (const id of ["a", "a"]) await answerOnce(path, { shifts: [{ id }], isEndOfListReached: true });
    }
    expect(await listStaffShifts(access, place, { units: [unit], span })).toHaveLength(1);
    expect(await listMembersShifts(access, place, { staffIds: [unit], span })).toHaveLength(1);
    expect(await asked(`${core}/staff/members/shifts`)).toMatchObject([
      { staffIds: unit, clockInFrom: "2025-01-01T00:00:00", clockInTo: "2025-02-01T00:00:00" },
      { clockInFrom: "2025-02-01T00:00:00" },
    ]);
  });

  test("of receipts, vouchers, productivity, guests, orders and months have their own members", async () => {
    const wanted = { units: [unit], span: { from: "2025-01-01T00:00:00", to: "2025-01-02T00:00:00" } };
    await answerOnce(`${core}/accounting/sales`, {
      sales: [{ orderId: "o", unitId: unit, products: [{ price: 1.5 }] }],
      isEndOfListReached: true,
    });
    expect(await listReceipts(access, place, wanted)).toMatchObject([{ orderId: "o" }]);
    await answerOnce(`${core}/delivery/vouchers`, { vouchers: [{ orderId: "v" }], isEndOfListReached: true });
    expect(await listLateVouchers(access, place, wanted)).toMatchObject([{ orderId: "v" }]);
    await answerOnce(`${core}/production/productivity`, {
      productivityStatistics: [{ unitId: unit, laborHours: 8 }],
    });
    expect(await listProductivity(access, place, wanted)).toMatchObject([{ laborHours: 8, ...wanted.span }]);
    await answerOnce(`${core}/orders/clients-statistics`, { newClientsCount: 3 });
    expect(await listClientStatistics(access, place, wanted)).toMatchObject([{ newClientsCount: 3 }]);
    await answerOnce(`${core}/orders`, { orders: [{ id: "o" }] });
    expect(await listOrders(access, place, ["o"])).toMatchObject([{ id: "o" }]);
    const months = { result: [{ year: 2025, month: 1, unitId: unit, sales: 1, ordersCount: 1 }] };
    await answerOnce(`${core}/finances/sales/units/monthly`, months);
    const span = { from: "2025-01-01", to: "2025-02-01" };
    expect(await listMonthlySales(access, place, { units: [unit], span })).toMatchObject(months.result);
  });

  test("outside of brands and countries are asked for there", async () => {
    await answerOnce("/franchisee/units", [{ id: "1", name: "Сеть" }]);
    expect(await listFranchiseeUnits(access)).toMatchObject([{ name: "Сеть" }]);
    await answerOnce("/marketplace/subscriptions", { activeUserSubscriptions: [{ tariffAlias: "base" }] });
    expect(await listSubscriptions(access)).toMatchObject([{ tariffAlias: "base" }]);
  });
});

describe("every other call", () => {
  const wanted = { units: [unit], span: { from: "2025-01-01T00:00:00", to: "2025-01-02T00:00:00" } };
  const row = { id: "1", unitId: "1", name: "Одно" };
  type Call = () => Promise<unknown>;

  test.each<[string, string, Call]>([
    ["/units", "units", () => listUnits(access, place)],
    ["/units/distributioncenters", "distributionCenters", () => listDistributionCenters(access, place)],
    ["/units/shifts", "shifts", () => listUnitShifts(access, place, wanted.units, wanted.span)],
    [
      "/organization-structure/legal-entity-types",
      "legalEntityTypes",
      () => listLegalEntityTypes(access, place),
    ],
    ["/staff/positions", "positions", () => listStaffPositions(access, place)],
    [
      "/production/orders-handover-statistics",
      "ordersHandoverStatistics",
      () => listHandoverStatistics(access, place, { ...wanted, salesChannels: ["Delivery"] }),
    ],
    ["/delivery/statistics", "unitsStatistics", () => listDeliveryStatistics(access, place, wanted)],
  ])("%s reads %s", async (path, root, call) => {
    await answerOnce(core + path, { [root]: [row], isEndOfListReached: true });
    expect(await call()).toHaveLength(1);
  });

  test("a month's goals are one object", async () => {
    await answerOnce(`${core}/units/month-goals`, { sales: 100 });
    expect(await getMonthGoals(access, place, { unit, year: 2025, month: 1 })).toEqual({ sales: 100 });
    expect(await asked(`${core}/units/month-goals`)).toEqual([{ unit, year: "2025", month: "1" }]);
  });
});

describe("failures", () => {
  test("a token that is refused, with an empty body, is told apart", async () => {
    const refused = { ...access, accessToken: "unknown" };
    expect(await failureOf(listStores(refused, place))).toMatchObject({ class: "terminal", httpStatus: 401 });
  });

  test("each of the three shapes keeps its code", async () => {
    const { access_token: accessToken } = await dodois.connect("north", "openid shared");
    const poor = { ...access, accessToken };
    const span = { from: "2025-01-01", to: "2025-01-02" };
    expect(await failureOf(listRoleUnits(poor))).toMatchObject({ code: "Forbidden", httpStatus: 403 });
    expect(await failureOf(listDailySales(poor, place, { units: [unit], span }))).toMatchObject({
      class: "config",
      code: "InsufficientScopes",
    });
    expect(await failureOf(listLegalEntities(poor, place))).toMatchObject({ code: "InsufficientScopes" });
  });

  test("another company's unit is named as the reason", async () => {
    const foreign = dodoisPeople[2]?.units[0]?.id ?? "";
    const span = { from: "2025-01-01", to: "2025-01-02" };
    expect(await failureOf(listDailySales(access, place, { units: [foreign], span }))).toMatchObject({
      class: "config",
      code: "NoAccessToUnit",
    });
  });

  test("the limit of requests says when to come back", async () => {
    await dodois.control.settings({ rateLimit: 1 });
    await listRoles(access);
    const failure = await failureOf(listRoles(access));
    expect(failure).toMatchObject({ class: "transient", httpStatus: 429 });
    expect(failure?.retryAfterSeconds).toBeGreaterThan(0);
  });

  test("the proxy's page passes", async () => {
    await dodois.control.fault({ path: "/auth/roles/list", kind: "html" });
    expect(await failureOf(listRoles(access))).toMatchObject({ class: "transient", code: "http_502" });
  });

  test("a success that is no JSON, or of another shape, is no success", async () => {
    for (const body of ["<html></html>", { roles: 1 }]) {
      await answerOnce("/auth/roles/list", body);
      expect(await failureOf(listRoles(access))).toMatchObject({
        class: "transient",
        code: "unexpected_answer",
      });
    }
  });

  test("a cut connection and an answer that takes too long are lost answers", async () => {
    await dodois.control.fault({ path: "/auth/roles/list", kind: "drop" });
    expect(await failureOf(listRoles(access))).toMatchObject({ class: "ambiguous" });
    await dodois.control.fault({ path: "/auth/roles/list", kind: "delay", delayMs: 2_000 });
    expect(await failureOf(listRoles({ ...access, timeoutMs: 200 }))).toMatchObject({ code: "timeout" });
  });
});

test("a place that is no place reaches no address", async () => {
  await expect(listStores(access, { brand: "..", country: "ru" })).rejects.toThrow(RangeError);
});
