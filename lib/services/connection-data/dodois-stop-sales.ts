import "server-only";
import { z } from "zod";
import { addDays, localTime } from "@/lib/domain/utc-offset";
import type { DodoisAccess } from "@/lib/providers/dodois-api/request";
import { type DodoisStop, listStopSales } from "@/lib/providers/dodois-api/stop-sales";
import { dodoisAccess } from "./dodois-access";
import { latestOffset } from "./dodois-sales";
import { type DodoisUnitData, readDodoisUnits, unitsByPlace } from "./dodois-units";
import { readLiveData } from "./read-live-data";
import type { ViewerContext } from "./with-fresh-token";

const kinds = ["channel", "ingredient", "product", "sector"] as const;

const Stop = z.object({
  id: z.string(),
  kind: z.enum(kinds),
  what: z.string().nullable(),
  unitName: z.string(),
  /** Without a zone, in the unit's. */
  startedAtLocal: z.string(),
  endedAtLocal: z.string().nullable(),
  reason: z.string().nullable(),
});

const StopSales = z.object({
  /** Those that last, the newest first. */
  active: z.array(Stop),
  /** Those that ended today, likewise. */
  ended: z.array(Stop),
});

export type DodoisStopData = z.output<typeof Stop>;
export type DodoisStopSales = z.output<typeof StopSales>;

// A stop that has lasted longer than a week is a decision, no news.
const lookBackDays = 7;

/** What is not sold now, and what was not today. */
export async function readDodoisStopSales(
  ctx: ViewerContext,
  connectionId: string,
): Promise<DodoisStopSales> {
  const units = (await readDodoisUnits(ctx, connectionId)).filter(({ isStore }) => isStore);
  return await readLiveData(ctx, connectionId, {
    provider: "dodois",
    name: "stop-sales",
    schema: StopSales,
    load: async (token) => {
      const access = dodoisAccess(token, ctx.now);
      const lists = unitsByPlace(units).map(async (group) => await stopsOf(access, group, ctx.now));
      const stops = (await Promise.all(lists))
        .flat()
        .sort((left, right) => right.startedAtLocal.localeCompare(left.startedAtLocal));
      return {
        active: stops.filter(({ endedAtLocal }) => endedAtLocal === null),
        ended: stops.filter(({ endedToday }) => endedToday),
      };
    },
  });
}

async function stopsOf(
  access: DodoisAccess,
  { place, units }: ReturnType<typeof unitsByPlace<DodoisUnitData>>[number],
  now: Date,
) {
  const names = new Map(units.map(({ id, name }) => [id, name]));
  const local = localTime(now, latestOffset(units));
  const lists = kinds.map(async (kind) => {
    const to = kind === "sector" ? localTime(now, 0) : local;
    const span = { from: `${addDays(to.slice(0, 10), -lookBackDays)}${to.slice(10)}`, to };
    return await listStopSales(access, place, { kind, units: units.map(({ id }) => id), span });
  });
  const today = local.slice(0, 10);
  return (await Promise.all(lists)).flat().map((stop: DodoisStop) => ({
    ...stop,
    unitName: names.get(stop.unitId) ?? stop.unitName ?? stop.unitId,
    endedToday: stop.endedAtLocal?.startsWith(today) ?? false,
  }));
}
