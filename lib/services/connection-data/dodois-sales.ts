import "server-only";
import { z } from "zod";
import { dodoisCurrency } from "@/lib/domain/dodois-country";
import { addDays, localTime } from "@/lib/domain/utc-offset";
import type { DodoisAccess } from "@/lib/providers/dodois-api/request";
import { type DodoisDailySales, listDailySales } from "@/lib/providers/dodois-api/sales";
import { dodoisAccess } from "./dodois-access";
import { type DodoisUnitData, readDodoisUnits, unitsByPlace } from "./dodois-units";
import { readLiveData } from "./read-live-data";
import type { ViewerContext } from "./with-fresh-token";

const Day = z.object({
  /** `YYYY-MM-DD`, of the units. */
  date: z.string(),
  sales: z.number(),
  orders: z.number(),
  salesWeekBefore: z.number(),
});

const CountrySales = z.object({
  country: z.string(),
  /** ISO 4217; null where we do not know it. */
  currency: z.string().nullable(),
  unitCount: z.number(),
  /** Seven days, today the last. */
  days: z.array(Day),
});

export type DodoisSalesDay = z.output<typeof Day>;
export type DodoisCountrySales = z.output<typeof CountrySales>;

const shownDays = 7;
// Moscow's, for stores whose own may not be read.
const usualOffsetMinutes = 180;

/** Sales of today and the week, each day beside that of the week before; by country, as money is. */
export async function readDodoisSales(
  ctx: ViewerContext,
  connectionId: string,
): Promise<DodoisCountrySales[]> {
  const units = (await readDodoisUnits(ctx, connectionId)).filter(({ isStore }) => isStore);
  return await readLiveData(ctx, connectionId, {
    provider: "dodois",
    name: "sales",
    schema: z.array(CountrySales),
    load: async (token) => {
      const access = dodoisAccess(token, ctx.now);
      const known = units.flatMap((unit) =>
        unit.country === null ? [] : [{ ...unit, country: unit.country }],
      );
      const countries = [...Map.groupBy(known, ({ country }) => country)];
      return await Promise.all(
        countries.map(async ([country, group]) => await salesOf(access, country, group, ctx.now)),
      );
    },
  });
}

async function salesOf(
  access: DodoisAccess,
  country: string,
  units: readonly DodoisUnitData[],
  now: Date,
): Promise<DodoisCountrySales> {
  const today = localTime(now, latestOffset(units)).slice(0, 10);
  const span = { from: addDays(today, 1 - 2 * shownDays), to: addDays(today, 1) };
  const lists = unitsByPlace(units).map(async ({ place, units }) => {
    return await listDailySales(access, place, { units: units.map(({ id }) => id), span });
  });
  const rows = (await Promise.all(lists)).flat();
  const byDate = Map.groupBy(rows, ({ date }) => date.slice(0, 10));
  const days = Array.from({ length: shownDays }, (_, index) => {
    const date = addDays(today, index + 1 - shownDays);
    const { sales, orders } = sum(byDate.get(date));
    return { date, sales, orders, salesWeekBefore: sum(byDate.get(addDays(date, -7))).sales };
  });
  return { country, currency: dodoisCurrency(country), unitCount: units.length, days };
}

/** Where it is latest the day has begun first. */
export function latestOffset(units: readonly Pick<DodoisUnitData, "utcOffsetMinutes">[]): number {
  return Math.max(...units.map((unit) => unit.utcOffsetMinutes ?? usualOffsetMinutes));
}

function sum(rows: readonly DodoisDailySales[] = []) {
  return {
    sales: rows.reduce((total, { sales }) => total + sales, 0),
    orders: rows.reduce((total, { ordersCount }) => total + ordersCount, 0),
  };
}
