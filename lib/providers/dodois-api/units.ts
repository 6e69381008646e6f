import "server-only";
import { z } from "zod";
import { dodoisCountryNumber } from "@/lib/domain/dodois-country";
import { getList, getWholeList } from "./list";
import { corePath, type DodoisPlace } from "./place";
import { type DodoisAccess, getDodois } from "./request";
import { type LocalSpan, readInPieces, spanPieces, unitLots } from "./split";

const Unit = z.object({
  id: z.string(),
  name: z.string(),
  alias: z.string().nullish(),
  state: z.string().nullish(),
  type: z.string().nullish(),
  address: z.string().nullish(),
  organizationId: z.string().nullish(),
  organizationName: z.string().nullish(),
  businessId: z.string().nullish(),
});

const Store = Unit.extend({
  /** `timeZone` is an offset: `GMT+03:00`. */
  dateTimeInfo: z.object({ currentDateTime: z.string().nullish(), timeZone: z.string().nullish() }).nullish(),
});

const UnitShift = z.looseObject({ id: z.string().nullish(), unitId: z.string().nullish() });
const MonthGoals = z.looseObject({});
const FranchiseeUnit = z.looseObject({ id: z.string().nullish(), name: z.string().nullish() });

export type DodoisStore = z.output<typeof Store>;
export type DodoisUnitShift = z.output<typeof UnitShift>;

/** Undefined asks for all of them. */
export interface UnitFilter {
  organizations?: readonly string[];
  unitTypes?: readonly string[];
  unitStates?: readonly string[];
  units?: readonly string[];
}

/** The catalogue of units of a brand. Scope `shared`. */
export async function listUnits(access: DodoisAccess, place: DodoisPlace, filter: UnitFilter = {}) {
  return await listCatalogue(access, place, { path: "/units", root: "units", row: Unit }, filter);
}

/** Restaurants, with address and time zone. Scope `shared`. */
export async function listStores(access: DodoisAccess, place: DodoisPlace, filter: UnitFilter = {}) {
  return await listCatalogue(access, place, { path: "/units/stores", root: "stores", row: Store }, filter);
}

/** Scope `shared`. */
export async function listDistributionCenters(
  access: DodoisAccess,
  place: DodoisPlace,
  filter: UnitFilter = {},
) {
  const root = ["distributionCenters", "distributioncenters"];
  return await listCatalogue(access, place, { path: "/units/distributioncenters", root, row: Unit }, filter);
}

/** The shifts of units, by their beginning. Scopes `unit:read unitshifts:read user.role:read`. */
export async function listUnitShifts(
  access: DodoisAccess,
  place: DodoisPlace,
  units: readonly string[],
  span: LocalSpan,
): Promise<DodoisUnitShift[]> {
  const path = corePath(place, "/units/shifts");
  return await readInPieces(units, spanPieces(span), async (lot, piece) => {
    const query = { units: lot, ...piece };
    return await getWholeList(access, { path, query, root: ["shifts", "unitShifts"], row: UnitShift });
  });
}

/** One unit's goals of a month (1 to 12). Scopes `unit:read user.role:read`. */
export async function getMonthGoals(
  access: DodoisAccess,
  place: DodoisPlace,
  goals: { unit: string; year: number; month: number },
) {
  return await getDodois(access, {
    path: corePath(place, "/units/month-goals"),
    query: { ...goals },
    schema: MonthGoals,
  });
}

/** The networks' units, of all countries. Scope `franchisee:read`. */
export async function listFranchiseeUnits(
  access: DodoisAccess,
  filter: { businessId?: string; unitStates?: string } = {},
) {
  const schema = z.union([
    z.array(FranchiseeUnit),
    z.object({ units: z.array(FranchiseeUnit) }).transform(({ units }) => units),
  ]);
  return await getDodois(access, { path: "/franchisee/units", query: { ...filter }, schema });
}

/** The paid applications of the account. Scope `marketplacesubscription:read`. */
export async function listSubscriptions(access: DodoisAccess) {
  const row = z.object({
    units: z.array(z.unknown()).nullish(),
    tariffAlias: z.string().nullish(),
    expiresAt: z.string().nullish(),
  });
  return await getList(access, { path: "/marketplace/subscriptions", root: "activeUserSubscriptions", row });
}

interface Catalogue<T extends z.ZodType> {
  path: `/${string}`;
  root: string | readonly string[];
  row: T;
}

async function listCatalogue<T extends z.ZodType>(
  access: DodoisAccess,
  place: DodoisPlace,
  { path, ...catalogue }: Catalogue<T>,
  { units, ...filter }: UnitFilter,
): Promise<z.output<T>[]> {
  const list = { path: corePath(place, path), ...catalogue };
  // The provider wants them named although the address has them.
  const named = { businessId: place.brand, countryId: dodoisCountryNumber(place.country) ?? undefined };
  const read = async (lot?: string[]) =>
    await getWholeList(access, { ...list, query: { ...named, ...filter, units: lot } });
  if (units === undefined) return await read();
  const all: z.output<T>[] = [];
  for (const lot of unitLots(units)) all.push(...(await read(lot)));
  return all;
}
