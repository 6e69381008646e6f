import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { providerFailure } from "@/lib/providers/provider";
import { type DodoisPerson, dodoisPeople, unit } from "@/sandbox/data/dodois-people";
import { employeesOf } from "@/sandbox/data/dodois-staff";
import { dodoisScopes } from "@/sandbox/dodois/options";
import { dodoisForTest } from "@/sandbox/dodois/testing";
import {
  listClientStatistics,
  listDeliveryStatistics,
  listHandoverStatistics,
  listLateVouchers,
  listOrders,
  listProductivity,
} from "./operations";
import { listLegalEntities, listLegalEntityTypes } from "./organizations";
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
const everyScope = dodoisScopes.join(" ");
const [north, , south] = dodoisPeople as [DodoisPerson, DodoisPerson, DodoisPerson];
const owner = { organizationId: north.organizations[0]?.id ?? "" };
/** A network of more units than one request may name. */
const network: DodoisPerson = {
  ...north,
  id: "network",
  sub: "network",
  units: Array.from({ length: 31 }, (_, index) => {
    const id = (index + 1).toString(16).padStart(4, "0").repeat(4).padEnd(32, "0");
    return unit(id, `Пиццерия ${index + 1}`, "Пример", 90_000, owner);
  }),
};
const withRole = (person: DodoisPerson, id: string, role: number): DodoisPerson => ({
  ...person,
  id,
  sub: id,
  units: person.units.map((held) => ({ ...held, roleIds: [role] })),
});
const ids = (person: DodoisPerson) => person.units.map(({ id }) => id);
const month = { from: "2025-01-01T00:00:00", to: "2025-02-01T00:00:00" };
const sevenWeeks = { from: "2025-01-01T00:00:00", to: "2025-02-19T00:00:00" };

let dodois: Awaited<ReturnType<typeof dodoisForTest>>;
let access: DodoisAccess;

beforeAll(async () => {
  dodois = await dodoisForTest(null, [...dodoisPeople, network, withRole(north, "supervisor", 3)]);
});
afterAll(() => dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset", { clock: true });
  access = await accessOf("north");
});

async function accessOf(account: string, scope = everyScope): Promise<DodoisAccess> {
  const { access_token: accessToken } = await dodois.connect(account, scope);
  const cluster = { id: "io", issuer: dodois.origin, api: dodois.origin } as const;
  return { cluster, accessToken, now: dodois.clock.now() };
}

const asked = async (path: string) =>
  (await dodois.control.calls())
    .filter((call) => call.path === core + path)
    .map(({ query }) => Object.fromEntries(new URLSearchParams(query)));

/** How many units each request named, in the order in which they came. */
const lots = async (path: string) => (await asked(path)).map(({ units = "" }) => units.split(",").length);

const failureOf = async (call: Promise<unknown>) =>
  providerFailure(
    await call.then(
      () => null,
      (error) => error,
    ),
  );

const sum = (numbers: (number | null | undefined)[]) =>
  numbers.reduce<number>((total, number) => total + (number ?? 0), 0);

describe("of a network of 31 units, lot by lot and page by page", () => {
  beforeEach(async () => {
    access = await accessOf("network");
  });

  test("each member of the staff comes once", async () => {
    const members = await listStaffMembers(access, place, { units: ids(network) });
    expect(members.map(({ id }) => id)).toEqual(network.units.flatMap(employeesOf).map(({ id }) => id));
    expect((await asked("/staff/members")).map(({ skip }) => skip)).toEqual(["0", "1000", "0"]);
    expect(await lots("/staff/members")).toEqual([30, 30, 1]);
    expect(await listStaffMembers(access, place)).toEqual(members);
  });

  test("the catalogue is the same whether units are named or not", async () => {
    for (const list of [listUnits, listStores]) {
      const named = await list(access, place, { units: ids(network) });
      expect(named.map(({ id }) => id)).toEqual(ids(network));
      expect(await list(access, place)).toEqual(named);
    }
    expect(await lots("/units")).toEqual([30, 1, 1]);
    expect((await asked("/units"))[0]).toMatchObject({ businessId: "dodopizza", countryId: "643" });
    expect(await listUnits(access, place, { unitStates: ["Closed"] })).toEqual([]);
    expect(await listDistributionCenters(access, place)).toMatchObject([{ type: "DistributionCenter" }]);
  });

  test("statistics have a row for each unit and each piece of 31 days", async () => {
    const wanted = { units: ids(network), span: sevenWeeks };
    for (const [list, path] of [
      [listProductivity, "/production/productivity"],
      [listHandoverStatistics, "/production/orders-handover-statistics"],
      [listDeliveryStatistics, "/delivery/statistics"],
    ] as const) {
      const rows = await list(access, place, wanted);
      expect(new Set(rows.map(({ unitId, from }) => `${unitId} ${from}`)).size).toBe(62);
      expect(await lots(path)).toEqual([30, 30, 1, 1]);
    }
  });

  test("late vouchers are as many as the statistics count", async () => {
    const wanted = { units: ids(network), span: month };
    const vouchers = await listLateVouchers(access, place, wanted);
    const statistics = await listDeliveryStatistics(access, place, wanted);
    expect(vouchers.length).toBe(sum(statistics.map(({ lateOrdersCount }) => lateOrdersCount)));
    expect(new Set(vouchers.map(({ orderId }) => orderId)).size).toBe(vouchers.length);
    expect((await asked("/delivery/vouchers")).map(({ skip }) => skip)).toEqual(["0", "1000", "0"]);
  });

  test("shifts of units and of people come whole", async () => {
    const day = { from: "2025-01-06T00:00:00", to: "2025-01-07T00:00:00" };
    const opened = await listUnitShifts(access, place, ids(network), day);
    expect(opened.map(({ unitId }) => unitId)).toEqual(ids(network));
    const shifts = await listStaffShifts(access, place, { units: ids(network), span: day });
    expect(new Set(shifts.map(({ unitId }) => unitId)).size).toBe(31);
    expect(await lots("/staff/shifts")).toEqual([30, 1]);
  });

  test("guests are counted for each lot and piece", async () => {
    const span = { from: "2025-01-01", to: "2025-02-19" };
    const rows = await listClientStatistics(access, place, { units: ids(network), span });
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row.newClientsCount).toBeGreaterThan(0);
    expect((await asked("/orders/clients-statistics"))[1]).toMatchObject({
      fromDate: "2025-02-01",
      toDate: "2025-02-19",
    });
  });
});

describe("of one company", () => {
  const units = ids(north);

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
    const pages = await asked("/accounting/sales");
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
    const spans = (await asked("/accounting/sales")).map(({ from, to }) => [from, to]);
    expect(spans).toContainEqual([begin, meeting]);
    expect(spans).toContainEqual([meeting, evening.to]);
  });

  test("orders are found by their ids, those of others and unknown ones left out", async () => {
    const morning = { from: "2025-01-01T00:00:00", to: "2025-01-01T12:00:00" };
    const known = (await listReceipts(access, place, { units, span: morning })).map(({ orderId }) => orderId);
    const foreign = await listReceipts(await accessOf("south"), place, { units: ids(south), span: morning });
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
      (await asked("/finances/sales/units/monthly")).map(({ fromDate, toDate }) => [fromDate, toDate]),
    ).toEqual([
      ["2024-11-15", "2025-01-01"],
      ["2025-01-01", "2025-03-01"],
      ["2025-03-01", "2025-03-10"],
    ]);
  });

  test("a person's shifts are those of the unit that are theirs", async () => {
    const shifts = await listStaffShifts(access, place, { units, span: sevenWeeks });
    expect((await asked("/staff/shifts")).map(({ skip }) => skip)).toContain("1000");
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

type Call = [string, (as: DodoisAccess, units: string[]) => Promise<unknown>];
const dates = { from: "2025-01-01", to: "2025-01-02" };
const span = { from: "2025-01-01T00:00:00", to: "2025-01-02T00:00:00" };

const managersOnly: Call[] = [
  ["receipts", async (as, units) => await listReceipts(as, place, { units, span })],
  ["productivity", async (as, units) => await listProductivity(as, place, { units, span })],
  ["handovers", async (as, units) => await listHandoverStatistics(as, place, { units, span })],
  ["deliveries", async (as, units) => await listDeliveryStatistics(as, place, { units, span })],
  ["vouchers", async (as, units) => await listLateVouchers(as, place, { units, span })],
  ["guests", async (as, units) => await listClientStatistics(as, place, { units, span: dates })],
  ["orders", async (as) => await listOrders(as, place, ["f".repeat(32)])],
  ["shifts of units", async (as, units) => await listUnitShifts(as, place, units, span)],
  ["goals", async (as, [own = ""]) => await getMonthGoals(as, place, { unit: own, year: 2025, month: 1 })],
  ["stops", async (as, units) => await listStopSales(as, place, { kind: "sector", units, span })],
];
const supervisorsToo: Call[] = [
  ["staff", async (as, units) => await listStaffMembers(as, place, { units })],
  ["shifts", async (as, units) => await listStaffShifts(as, place, { units, span })],
  ["people's shifts", async (as) => await listMembersShifts(as, place, { staffIds: ["f".repeat(32)], span })],
];
const forEverybody: Call[] = [
  ["days", async (as, units) => await listDailySales(as, place, { units, span: dates })],
  ["months", async (as, units) => await listMonthlySales(as, place, { units, span: dates })],
  ["windows", async (as, units) => await sumSales(as, place, { units, span })],
  ["units", async (as) => await listUnits(as, place)],
  ["stores", async (as) => await listStores(as, place)],
  ["centres", async (as) => await listDistributionCenters(as, place)],
  ["legal entities", async (as) => await listLegalEntities(as, place)],
  ["their types", async (as) => await listLegalEntityTypes(as, place)],
  ["positions", async (as) => await listStaffPositions(as, place)],
  ["networks", async (as) => await listFranchiseeUnits(as)],
  ["subscriptions", async (as) => await listSubscriptions(as)],
];

describe("is refused", () => {
  const every = [...managersOnly, ...supervisorsToo, ...forEverybody];

  test.each(every)("%s: where the scope or the token is missing", async (_, call) => {
    const poor = await accessOf("north", "openid");
    expect(await failureOf(call(poor, ids(north)))).toMatchObject({
      code: "InsufficientScopes",
      httpStatus: 403,
    });
    const unknown = { ...access, accessToken: "unknown" };
    expect(await failureOf(call(unknown, ids(north)))).toMatchObject({ class: "terminal", httpStatus: 401 });
  });

  test("what is for managers to a shift supervisor, who may ask about the staff", async () => {
    const supervisor = await accessOf("supervisor");
    for (const [, call] of managersOnly) {
      expect(await failureOf(call(supervisor, ids(north)))).toMatchObject({ code: "InsufficientRoles" });
    }
    for (const [, call] of [...supervisorsToo, ...forEverybody]) {
      expect(await failureOf(call(supervisor, ids(north)))).toBeNull();
    }
  });

  test("another company's unit", async () => {
    for (const [name, call] of [...managersOnly, ...supervisorsToo]) {
      if (["orders", "people's shifts"].includes(name)) continue;
      expect([name, await failureOf(call(access, ids(south)))]).toMatchObject([
        name,
        { code: "NoAccessToUnit" },
      ]);
    }
  });
});
