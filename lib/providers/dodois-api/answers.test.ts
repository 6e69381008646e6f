import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { core, dodoisApiForTest, north, place, unitIds } from "@/lib/testing/dodois-api";
import {
  listClientStatistics,
  listDeliveryStatistics,
  listHandoverStatistics,
  listLateVouchers,
  listOrders,
  listProductivity,
} from "./operations";
import { listLegalEntityTypes } from "./organizations";
import type { DodoisAccess } from "./request";
import { listMonthlySales, listReceipts } from "./sales";
import { listMembersShifts, listStaffMembers, listStaffPositions, listStaffShifts } from "./staff";
import {
  getMonthGoals,
  listDistributionCenters,
  listFranchiseeUnits,
  listSubscriptions,
  listUnitShifts,
  listUnits,
} from "./units";

const [unit = ""] = unitIds(north);
let dodois: Awaited<ReturnType<typeof dodoisApiForTest>>;
let access: DodoisAccess;

beforeAll(async () => {
  dodois = await dodoisApiForTest();
});
afterAll(() => dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset", { clock: true });
  access = await dodois.accessOf();
});

describe("lists", () => {
  const member = (id: string) => ({ id, firstName: "Анна", aNewField: { nested: true } });

  test("are read until the provider says that they have ended, moving on by what came", async () => {
    const path = `${core}/staff/members`;
    await dodois.answerOnce(path, { members: [member("1"), member("2")], isEndOfListReached: false });
    await dodois.answerOnce(path, { members: [member("3")], isEndOfListReached: true });
    expect((await listStaffMembers(access, place)).map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(await dodois.asked(path)).toEqual([
      { skip: "0", take: "1000" },
      { skip: "2", take: "1000" },
    ]);
  });

  test("end with an empty page, too, and where the mark is missing with one that is not full", async () => {
    const path = `${core}/staff/members`;
    await dodois.answerOnce(path, { members: [member("1")], isEndOfListReached: false });
    await dodois.answerOnce(path, { members: [], isEndOfListReached: false });
    expect(await listStaffMembers(access, place)).toHaveLength(1);
    await dodois.answerOnce(path, { members: [member("1")] });
    expect(await listStaffMembers(access, place)).toHaveLength(1);
  });

  test("of more than thirty units are asked for in lots and come back merged", async () => {
    const path = `${core}/staff/members`;
    for (const id of ["1", "2"])
      await dodois.answerOnce(path, { members: [member(id)], isEndOfListReached: true });
    const units = Array.from({ length: 31 }, (_, index) => String(index).padStart(32, "0"));
    expect(await listStaffMembers(access, place, { units })).toHaveLength(2);
    expect((await dodois.asked(path)).map((query) => query.units?.split(",").length)).toEqual([30, 1]);
  });

  test("of shifts over long spans name each shift once", async () => {
    const span = { from: "2025-01-01T00:00:00", to: "2025-02-10T00:00:00" };
    for (const path of [`${core}/staff/shifts`, `${core}/staff/members/shifts`]) {
      for (const id of ["a", "a"])
        await dodois.answerOnce(path, { shifts: [{ id }], isEndOfListReached: true });
    }
    expect(await listStaffShifts(access, place, { units: [unit], span })).toHaveLength(1);
    expect(await listMembersShifts(access, place, { staffIds: [unit], span })).toHaveLength(1);
    expect(await dodois.asked(`${core}/staff/members/shifts`)).toMatchObject([
      { staffIds: unit, clockInFrom: "2025-01-01T00:00:00", clockInTo: "2025-02-01T00:00:00" },
      { clockInFrom: "2025-02-01T00:00:00" },
    ]);
  });

  test("of receipts, vouchers, productivity, guests, orders and months have their own members", async () => {
    const wanted = { units: [unit], span: { from: "2025-01-01T00:00:00", to: "2025-01-02T00:00:00" } };
    await dodois.answerOnce(`${core}/accounting/sales`, {
      sales: [{ orderId: "o", unitId: unit, products: [{ price: 1.5 }] }],
      isEndOfListReached: true,
    });
    expect(await listReceipts(access, place, wanted)).toMatchObject([{ orderId: "o" }]);
    await dodois.answerOnce(`${core}/delivery/vouchers`, {
      vouchers: [{ orderId: "v" }],
      isEndOfListReached: true,
    });
    expect(await listLateVouchers(access, place, wanted)).toMatchObject([{ orderId: "v" }]);
    await dodois.answerOnce(`${core}/production/productivity`, {
      productivityStatistics: [{ unitId: unit, laborHours: 8 }],
    });
    expect(await listProductivity(access, place, wanted)).toMatchObject([{ laborHours: 8, ...wanted.span }]);
    await dodois.answerOnce(`${core}/orders/clients-statistics`, { newClientsCount: 3 });
    expect(await listClientStatistics(access, place, wanted)).toMatchObject([{ newClientsCount: 3 }]);
    await dodois.answerOnce(`${core}/orders`, { orders: [{ id: "o" }] });
    expect(await listOrders(access, place, ["o"])).toMatchObject([{ id: "o" }]);
    const months = { result: [{ year: 2025, month: 1, unitId: unit, sales: 1, ordersCount: 1 }] };
    await dodois.answerOnce(`${core}/finances/sales/units/monthly`, months);
    const span = { from: "2025-01-01", to: "2025-02-01" };
    expect(await listMonthlySales(access, place, { units: [unit], span })).toMatchObject(months.result);
  });

  test("outside of brands and countries are asked for there", async () => {
    await dodois.answerOnce("/franchisee/units", [{ id: "1", name: "Сеть" }]);
    expect(await listFranchiseeUnits(access)).toMatchObject([{ name: "Сеть" }]);
    await dodois.answerOnce("/marketplace/subscriptions", {
      activeUserSubscriptions: [{ tariffAlias: "base" }],
    });
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
    await dodois.answerOnce(core + path, { [root]: [row], isEndOfListReached: true });
    expect(await call()).toHaveLength(1);
  });

  test("a month's goals are one object", async () => {
    await dodois.answerOnce(`${core}/units/month-goals`, { sales: 100 });
    expect(await getMonthGoals(access, place, { unit, year: 2025, month: 1 })).toEqual({ sales: 100 });
    expect(await dodois.asked(`${core}/units/month-goals`)).toEqual([{ unit, year: "2025", month: "1" }]);
  });
});
