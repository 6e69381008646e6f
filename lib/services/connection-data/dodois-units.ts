import "server-only";
import { z } from "zod";
import { utcOffsetMinutes } from "@/lib/domain/utc-offset";
import { log } from "@/lib/log";
import { type DodoisRoleUnit, listRoleUnits } from "@/lib/providers/dodois-api/account";
import { type DodoisPlace, placeOfUnit } from "@/lib/providers/dodois-api/place";
import type { DodoisAccess } from "@/lib/providers/dodois-api/request";
import { type DodoisStore, listStores } from "@/lib/providers/dodois-api/units";
import { providerFailure } from "@/lib/providers/provider";
import { dodoisAccess } from "./dodois-access";
import { readLiveData } from "./read-live-data";
import type { ViewerContext } from "./with-fresh-token";

const Unit = z.object({
  id: z.string(),
  name: z.string(),
  brand: z.string(),
  /** ISO 3166-1 alpha-2; null for a country that we do not know. */
  country: z.string().nullable(),
  /** Whether it sells: production centres do not. */
  isStore: z.boolean(),
  address: z.string().nullable(),
  utcOffsetMinutes: z.number().nullable(),
});

export type DodoisUnitData = z.output<typeof Unit>;

/** The units where the person has a role, with address and time zone where these may be read. */
export async function readDodoisUnits(ctx: ViewerContext, connectionId: string): Promise<DodoisUnitData[]> {
  return await readLiveData(ctx, connectionId, {
    provider: "dodois",
    name: "units",
    schema: z.array(Unit),
    load: async (token) => {
      const access = dodoisAccess(token, ctx.now);
      const units = await listRoleUnits(access);
      const stores = new Map((await storesOf(access, units)).map((store) => [store.id, store]));
      return units.map((unit) => describe(unit, stores.get(unit.id)));
    },
  });
}

/** Units by brand and country: no request may span two of either. Those of unknown countries are left out. */
export function unitsByPlace<T extends { brand: string; country: string | null }>(units: readonly T[]) {
  const groups = Map.groupBy(units, ({ brand, country }) => `${brand}/${country}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || first.country === null) return [];
    return [{ place: { brand: first.brand, country: first.country } satisfies DodoisPlace, units: group }];
  });
}

async function storesOf(access: DodoisAccess, units: DodoisRoleUnit[]): Promise<DodoisStore[]> {
  const placed = units.flatMap((unit) => {
    const place = placeOfUnit(unit);
    return place === null ? [] : [{ id: unit.id, ...place }];
  });
  const lists = unitsByPlace(placed).map(async ({ place, units }) => {
    return await listStores(access, place, { units: units.map(({ id }) => id) });
  });
  try {
    return (await Promise.all(lists)).flat();
  } catch (error) {
    // The list of units is whole without addresses; only a refused token concerns all of it.
    if (providerFailure(error)?.httpStatus === 401) throw error;
    log().info({ err: error }, "the stores of a connection could not be read");
    return [];
  }
}

function describe(unit: DodoisRoleUnit, store: DodoisStore | undefined): DodoisUnitData {
  return {
    id: unit.id,
    name: unit.name,
    brand: unit.businessId,
    country: placeOfUnit(unit)?.country ?? null,
    isStore: (unit.unitType ?? 1) === 1,
    address: store?.address ?? null,
    utcOffsetMinutes: utcOffsetMinutes(store?.dateTimeInfo?.timeZone ?? ""),
  };
}
