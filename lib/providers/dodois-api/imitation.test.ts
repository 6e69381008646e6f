import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { core, dodoisApiForTest, north, place, unitIds } from "@/lib/testing/dodois-api";
import { getProfile, listRoles, listRoleUnits } from "./account";
import { listLegalEntities } from "./organizations";
import { placeOfUnit } from "./place";
import type { DodoisAccess } from "./request";
import { listDailySales, sumSales } from "./sales";
import { listStopSales } from "./stop-sales";
import { listStores } from "./units";

const ownUnits = unitIds(north);
const [unit = ""] = ownUnits;
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
    expect(await dodois.asked(`${core}/finances/sales/units/daily`)).toMatchObject([
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
    expect(await dodois.asked(`${core}/finances/sales/units/daily`)).toEqual([]);
  });
});
