import type { DodoisUnit } from "@/sandbox/data/dodois-people";
import type { Endpoint } from "./endpoint";
import { daysOf, isoDate } from "./local-time";
import { readDates, readTimes, readUnits } from "./query";
import { breakdown, soldIn } from "./takings";

const dayMs = 86_400_000;

export const dailySales: Endpoint = {
  path: "/{brand}/{country}/finances/sales/units/daily",
  scopes: ["sales"],
  style: "coded",
  respond: (call) => {
    const { query, now } = call;
    const units = readUnits(call);
    const days = daysOf(readDates(query));
    const rows = days.flatMap((day) =>
      units.flatMap((unit) => {
        const sold = soldOn(unit, day, now);
        return sold === 0 ? [] : [{ date: isoDate(day), unitId: unit.id, ...breakdown(unit, day, sold) }];
      }),
    );
    return { result: rows };
  },
};

/** Of a month only the days that were asked for. */
export const monthlySales: Endpoint = {
  path: "/{brand}/{country}/finances/sales/units/monthly",
  scopes: ["sales"],
  style: "coded",
  respond: (call) => {
    const { query, now } = call;
    const units = readUnits(call);
    const months = Map.groupBy(daysOf(readDates(query)), (day) => isoDate(day).slice(0, 7));
    const rows = [...months].flatMap(([month, days]) =>
      units.map((unit) => {
        const sold = days.reduce((sum, day) => sum + soldOn(unit, day, now), 0);
        const [year, number] = month.split("-").map(Number);
        return { year, month: number, unitId: unit.id, ...breakdown(unit, days[0] ?? 0, sold) };
      }),
    );
    return { result: rows.filter(({ sales }) => sales > 0) };
  },
};

export const windowSales: Endpoint = {
  path: "/{brand}/{country}/finances/sales/units",
  scopes: ["sales"],
  style: "coded",
  respond: (call) => {
    const { query, now } = call;
    const units = readUnits(call);
    const span = readTimes(query);
    const rows = units.map((unit) => ({
      unitId: unit.id,
      ...breakdown(unit, span.from, soldIn(unit, span, now)),
    }));
    return { result: rows };
  },
};

function soldOn(unit: DodoisUnit, day: number, now: Date): number {
  return soldIn(unit, { from: day, to: day + dayMs }, now);
}
