import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { core, dodoisApiForTest, everyScope, north, place, sum, unitIds } from "@/lib/testing/dodois-api";
import { type DodoisPerson, dodoisPeople, unit } from "@/sandbox/data/dodois-people";
import { employeesOf } from "@/sandbox/data/dodois-staff";
import {
  listClientStatistics,
  listDeliveryStatistics,
  listHandoverStatistics,
  listLateVouchers,
  listProductivity,
} from "./operations";
import type { DodoisAccess } from "./request";
import { listStaffMembers, listStaffShifts } from "./staff";
import { listDistributionCenters, listStores, listUnitShifts, listUnits } from "./units";

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
const month = { from: "2025-01-01T00:00:00", to: "2025-02-01T00:00:00" };
const sevenWeeks = { from: "2025-01-01T00:00:00", to: "2025-02-19T00:00:00" };

let dodois: Awaited<ReturnType<typeof dodoisApiForTest>>;
let access: DodoisAccess;

beforeAll(async () => {
  dodois = await dodoisApiForTest([...dodoisPeople, network]);
});
afterAll(() => dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset", { clock: true });
  access = await dodois.accessOf("network", everyScope);
});

/** How many units each request named, in the order in which they came. */
const lots = async (path: string) =>
  (await dodois.asked(core + path)).map(({ units = "" }) => units.split(",").length);

describe("of a network of 31 units, lot by lot and page by page", () => {
  test("each member of the staff comes once", async () => {
    const members = await listStaffMembers(access, place, { units: unitIds(network) });
    expect(members.map(({ id }) => id)).toEqual(network.units.flatMap(employeesOf).map(({ id }) => id));
    expect((await dodois.asked(`${core}/staff/members`)).map(({ skip }) => skip)).toEqual(["0", "1000", "0"]);
    expect(await lots("/staff/members")).toEqual([30, 30, 1]);
    expect(await listStaffMembers(access, place)).toEqual(members);
  });

  test("the catalogue is the same whether units are named or not", async () => {
    for (const list of [listUnits, listStores]) {
      const named = await list(access, place, { units: unitIds(network) });
      expect(named.map(({ id }) => id)).toEqual(unitIds(network));
      expect(await list(access, place)).toEqual(named);
    }
    expect(await lots("/units")).toEqual([30, 1, 1]);
    expect((await dodois.asked(`${core}/units`))[0]).toMatchObject({
      businessId: "dodopizza",
      countryId: "643",
    });
    expect(await listUnits(access, place, { unitStates: ["Closed"] })).toEqual([]);
    expect(await listDistributionCenters(access, place)).toMatchObject([{ type: "DistributionCenter" }]);
  });

  test("statistics have a row for each unit and each piece of 31 days", async () => {
    const wanted = { units: unitIds(network), span: sevenWeeks };
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
    const wanted = { units: unitIds(network), span: month };
    const vouchers = await listLateVouchers(access, place, wanted);
    const statistics = await listDeliveryStatistics(access, place, wanted);
    expect(vouchers.length).toBe(sum(statistics.map(({ lateOrdersCount }) => lateOrdersCount)));
    expect(new Set(vouchers.map(({ orderId }) => orderId)).size).toBe(vouchers.length);
    expect((await dodois.asked(`${core}/delivery/vouchers`)).map(({ skip }) => skip)).toEqual([
      "0",
      "1000",
      "0",
    ]);
  });

  test("shifts of units and of people come whole", async () => {
    const day = { from: "2025-01-06T00:00:00", to: "2025-01-07T00:00:00" };
    const opened = await listUnitShifts(access, place, unitIds(network), day);
    expect(opened.map(({ unitId }) => unitId)).toEqual(unitIds(network));
    const shifts = await listStaffShifts(access, place, { units: unitIds(network), span: day });
    expect(new Set(shifts.map(({ unitId }) => unitId)).size).toBe(31);
    expect(await lots("/staff/shifts")).toEqual([30, 1]);
  });

  test("guests are counted for each lot and piece", async () => {
    const span = { from: "2025-01-01", to: "2025-02-19" };
    const rows = await listClientStatistics(access, place, { units: unitIds(network), span });
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row.newClientsCount).toBeGreaterThan(0);
    expect((await dodois.asked(`${core}/orders/clients-statistics`))[1]).toMatchObject({
      fromDate: "2025-02-01",
      toDate: "2025-02-19",
    });
  });
});
