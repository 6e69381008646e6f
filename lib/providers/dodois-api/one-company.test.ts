import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  core,
  dodoisApiForTest,
  everyScope,
  north,
  place,
  south,
  sum,
  unitIds,
} from "@/lib/testing/dodois-api";
import { listHandoverStatistics, listOrders } from "./operations";
import { listLegalEntities, listLegalEntityTypes } from "./organizations";
import type { DodoisAccess } from "./request";
import { listDailySales, listMonthlySales, listReceipts } from "./sales";
import { listMembersShifts, listStaffMembers, listStaffPositions, listStaffShifts } from "./staff";
import { getMonthGoals, listFranchiseeUnits, listSubscriptions } from "./units";

const month = { from: "2025-01-01T00:00:00", to: "2025-02-01T00:00:00" };
const sevenWeeks = { from: "2025-01-01T00:00:00", to: "2025-02-19T00:00:00" };

let dodois: Awaited<ReturnType<typeof dodoisApiForTest>>;
let access: DodoisAccess;

beforeAll(async () => {
  dodois = await dodoisApiForTest();
});
afterAll(() => dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset", { clock: true });
  access = await dodois.accessOf("north", everyScope);
});

describe("of one company", () => {
  const units = unitIds(north);

  test("receipts add up to the sales of their days, over all pages", async () => {
    const receipts = await listReceipts(access, place, {
      units,
      span: { from: "2025-01-01T00:00:00", to: "2025-01-02T23:59:59" },
    });
    const days = await listDailySales(access, place, {
      units,
      span: { from: "2025-01-01", to: "2025-01-03" },
    });
    const paid = receipts.flatMap(({ products }) => products ?? []).map((sold) => sold.priceWithDiscount);
    expect(sum(paid)).toBe(sum(days.map(({ sales }) => sales)));
    expect(receipts).toHaveLength(sum(days.map(({ ordersCount }) => ordersCount)));
    const pages = await dodois.asked(`${core}/accounting/sales`);
    expect(pages.map(({ skip }) => Number(skip))).toEqual(pages.map((_, index) => index * 500));
    expect(pages.length).toBeGreaterThan(2);
  });

  test("a receipt at the very moment where two pieces meet comes once, and filters hold", async () => {
    const [only = ""] = units;
    const evening = { from: "2025-02-10T19:00:00", to: "2025-02-10T23:00:00" };
    const [receipt] = await listReceipts(access, place, { units: [only], span: evening });
    const meeting = receipt?.soldAtLocal ?? "";
    const begin = new Date(Date.parse(`${meeting}Z`) - 31 * 86_400_000).toISOString().slice(0, 19);
    const both = await listReceipts(access, place, {
      units: [only],
      span: { from: begin, to: evening.to },
      salesChannel: receipt?.salesChannel ?? "",
      orderSource: receipt?.orderSource ?? "",
    });
    expect(both.filter(({ orderId }) => orderId === receipt?.orderId)).toEqual([receipt]);
    expect(new Set(both.map(({ salesChannel }) => salesChannel))).toEqual(new Set([receipt?.salesChannel]));
    const spans = (await dodois.asked(`${core}/accounting/sales`)).map(({ from, to }) => [from, to]);
    expect(spans).toContainEqual([begin, meeting]);
    expect(spans).toContainEqual([meeting, evening.to]);
  });

  test("orders are found by their ids, those of others and unknown ones left out", async () => {
    const morning = { from: "2025-01-01T00:00:00", to: "2025-01-01T12:00:00" };
    const known = (await listReceipts(access, place, { units, span: morning })).map(({ orderId }) => orderId);
    const foreign = await listReceipts(await dodois.accessOf("south", everyScope), place, {
      units: unitIds(south),
      span: morning,
    });
    const wanted = [...known, ...foreign.map(({ orderId }) => orderId), "f".repeat(32)];
    const found = await listOrders(access, place, wanted);
    expect(known.length).toBeGreaterThan(30);
    expect(foreign.length).toBeGreaterThan(0);
    expect(found.map(({ orderId }) => orderId)).toEqual(known);
  });

  test("months are the sums of their days, and a span may begin and end within one", async () => {
    const span = { from: "2024-11-15", to: "2025-03-10" };
    const months = await listMonthlySales(access, place, { units, span });
    const days = await listDailySales(access, place, { units, span });
    expect(months).toHaveLength(5 * units.length);
    expect(sum(months.map(({ sales }) => sales))).toBe(sum(days.map(({ sales }) => sales)));
    expect(
      (await dodois.asked(`${core}/finances/sales/units/monthly`)).map(({ fromDate, toDate }) => [
        fromDate,
        toDate,
      ]),
    ).toEqual([
      ["2024-11-15", "2025-01-01"],
      ["2025-01-01", "2025-03-01"],
      ["2025-03-01", "2025-03-10"],
    ]);
  });

  test("a person's shifts are those of the unit that are theirs", async () => {
    const shifts = await listStaffShifts(access, place, { units, span: sevenWeeks });
    expect((await dodois.asked(`${core}/staff/shifts`)).map(({ skip }) => skip)).toContain("1000");
    const staffIds = [...new Set(shifts.map(({ staffId }) => staffId ?? ""))].slice(0, 31);
    const theirs = await listMembersShifts(access, place, { staffIds, span: sevenWeeks });
    const byId = (rows: { id: string }[]) => rows.map(({ id }) => id).sort();
    expect(byId(theirs)).toEqual(byId(shifts.filter(({ staffId }) => staffIds.includes(staffId ?? ""))));
    const couriers = await listStaffShifts(access, place, {
      units,
      span: sevenWeeks,
      staffTypeName: "Courier",
    });
    expect(byId(couriers)).toEqual(byId(shifts.filter(({ staffTypeName }) => staffTypeName === "Courier")));
  });

  test("the staff can be asked for by state and by dates", async () => {
    const all = await listStaffMembers(access, place);
    const gone = await listStaffMembers(access, place, { statuses: ["Dismissed"] });
    expect(gone.length).toBeGreaterThan(0);
    expect(gone).toEqual(all.filter(({ dismissedOn }) => dismissedOn !== null));
    const hired = await listStaffMembers(access, place, { hiredFrom: "2022-06-01", hiredTo: "2022-12-31" });
    expect(hired).toEqual(
      all.filter(({ hiredOn }) => (hiredOn ?? "") >= "2022-06-01" && (hiredOn ?? "") <= "2022-12-31"),
    );
    expect(hired.length).toBeGreaterThan(0);
    expect(hired.length).toBeLessThan(all.length);
  });

  test("handovers of the channels add up to those of all", async () => {
    const count = async (salesChannels?: string[]) =>
      sum(
        (
          await listHandoverStatistics(access, place, {
            units,
            span: month,
            ...(salesChannels && { salesChannels }),
          })
        ).map(({ ordersCount }) => ordersCount),
      );
    const parts = [await count(["DineIn"]), await count(["TakeAway", "Delivery"])];
    expect(sum(parts)).toBe(await count());
    expect(Math.min(...parts)).toBeGreaterThan(0);
  });

  test("the short lists and single answers are there", async () => {
    expect(await listLegalEntityTypes(access, place)).toContainEqual({ id: 2, name: "ИП" });
    expect(await listLegalEntities(access, place, { typeIds: ["2"] })).toEqual([]);
    expect(await listStaffPositions(access, place)).toContainEqual(
      expect.objectContaining({ name: "Курьер" }),
    );
    const [goals] = [await getMonthGoals(access, place, { unit: units[0] ?? "", year: 2025, month: 1 })];
    expect(goals.sales).toBeGreaterThan(0);
    expect(await listSubscriptions(access)).toMatchObject([{ tariffAlias: "base", units }]);
    const drinkit = await listFranchiseeUnits(access, { businessId: "drinkit", unitStates: "Open" });
    expect(drinkit).toMatchObject([{ name: "Дринкит Екатеринбург 1" }]);
  });
});
