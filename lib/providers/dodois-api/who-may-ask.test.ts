import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  dodoisApiForTest,
  everyScope,
  failureOf,
  north,
  place,
  south,
  unitIds,
} from "@/lib/testing/dodois-api";
import { type DodoisPerson, dodoisPeople } from "@/sandbox/data/dodois-people";
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

const withRole = (person: DodoisPerson, id: string, role: number): DodoisPerson => ({
  ...person,
  id,
  sub: id,
  units: person.units.map((held) => ({ ...held, roleIds: [role] })),
});
let dodois: Awaited<ReturnType<typeof dodoisApiForTest>>;
let access: DodoisAccess;

beforeAll(async () => {
  dodois = await dodoisApiForTest([...dodoisPeople, withRole(north, "supervisor", 3)]);
});
afterAll(() => dodois.close());
beforeEach(async () => {
  await dodois.control.post("reset", { clock: true });
  access = await dodois.accessOf("north", everyScope);
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
    const poor = await dodois.accessOf("north", "openid");
    expect(await failureOf(call(poor, unitIds(north)))).toMatchObject({
      code: "InsufficientScopes",
      httpStatus: 403,
    });
    const unknown = { ...access, accessToken: "unknown" };
    expect(await failureOf(call(unknown, unitIds(north)))).toMatchObject({
      class: "terminal",
      httpStatus: 401,
    });
  });

  test("what is for managers to a shift supervisor, who may ask about the staff", async () => {
    const supervisor = await dodois.accessOf("supervisor", everyScope);
    for (const [, call] of managersOnly) {
      expect(await failureOf(call(supervisor, unitIds(north)))).toMatchObject({ code: "InsufficientRoles" });
    }
    for (const [, call] of [...supervisorsToo, ...forEverybody]) {
      expect(await failureOf(call(supervisor, unitIds(north)))).toBeNull();
    }
  });

  test("another company's unit", async () => {
    for (const [name, call] of [...managersOnly, ...supervisorsToo]) {
      if (["orders", "people's shifts"].includes(name)) continue;
      expect([name, await failureOf(call(access, unitIds(south)))]).toMatchObject([
        name,
        { code: "NoAccessToUnit" },
      ]);
    }
  });
});
