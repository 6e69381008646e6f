import { hexId } from "@/sandbox/control/seeded";
import type { DodoisPerson, DodoisUnit } from "@/sandbox/data/dodois-people";
import type { ApiCall, Endpoint } from "./endpoint";
import { localNow, zoneless } from "./local-time";
import { listOf, readOptionalUnits, takePage } from "./query";
import { invalid } from "./refusal";

const dayMs = 86_400_000;

export const units: Endpoint = {
  path: "/{brand}/{country}/units",
  scopes: ["shared"],
  style: "legacy",
  respond: (call) => {
    const { page, isEndOfListReached } = takePage(call.query, catalogue(call));
    return { units: page.map((unit) => describeUnit(unit, call.person)), isEndOfListReached };
  },
};

export const stores: Endpoint = {
  path: "/{brand}/{country}/units/stores",
  scopes: ["shared"],
  style: "legacy",
  respond: (call) => {
    const { page, isEndOfListReached } = takePage(call.query, catalogue(call));
    return { stores: page.map((unit) => describeStore(unit, call.person, call.now)), isEndOfListReached };
  },
};

/** Each organization's dough comes from a centre of its own. */
export const distributionCenters: Endpoint = {
  path: "/{brand}/{country}/units/distributioncenters",
  scopes: ["shared"],
  style: "legacy",
  respond: (call) => {
    const byOwner = Map.groupBy(catalogue(call), ({ organizationId }) => organizationId);
    const centers = [...byOwner].flatMap(([owner, [first]]) =>
      first === undefined ? [] : [{ ...first, id: hexId("centre", owner), name: `ПРЦ ${first.name}` }],
    );
    const { page, isEndOfListReached } = takePage(call.query, centers);
    const described = page.map((centre) => describeUnit(centre, call.person, "DistributionCenter"));
    return { distributionCenters: described, isEndOfListReached };
  },
};

/** The networks' units, of all brands and countries. */
export const franchiseeUnits: Endpoint = {
  path: "/franchisee/units",
  scopes: ["franchisee:read"],
  style: "coded",
  respond: ({ people, query }) =>
    people
      .flatMap((person) => person.units.map((unit) => describeUnit(unit, person)))
      .filter(({ businessId }) => (query.get("businessId") ?? businessId) === businessId)
      .filter(({ state }) => (query.get("unitStates") ?? state) === state),
};

export const subscriptions: Endpoint = {
  path: "/marketplace/subscriptions",
  scopes: ["marketplacesubscription:read"],
  style: "coded",
  respond: ({ person, now }) => ({
    activeUserSubscriptions: [
      {
        units: person.units.map(({ id }) => id),
        tariffAlias: "base",
        expiresAt: zoneless(now.getTime() + 30 * dayMs),
      },
    ],
  }),
};

/** The person's units of the brand and country, as far as the filters let them through. */
function catalogue(call: ApiCall): DodoisUnit[] {
  const { person, query, brand, country } = call;
  const business = query.get("businessId") ?? "";
  if (business === "") throw invalid("businessId", "Required", "The BusinessId field is required.");
  const wanted = readOptionalUnits(call);
  const passes = (name: string, value: string) =>
    listOf(query, name).length === 0 || listOf(query, name).includes(value);
  return person.units
    .filter((unit) => unit.businessId === brand && unit.country.id === country)
    .filter((unit) => unit.businessId === business && passes("countryId", String(unit.country.code)))
    .filter((unit) => passes("organizations", unit.organizationId) && passes("unitStates", "Open"))
    .filter((unit) => wanted?.includes(unit) ?? true);
}

function describeUnit(unit: DodoisUnit, person: DodoisPerson, type = "Store") {
  return {
    id: unit.id,
    state: "Open",
    organizationId: unit.organizationId,
    organizationName: person.organizations.find(({ id }) => id === unit.organizationId)?.name ?? "",
    name: unit.name,
    alias: unit.alias,
    type,
    address: unit.address,
    countryId: unit.country.code,
    businessId: unit.businessId,
  };
}

function describeStore(unit: DodoisUnit, person: DodoisPerson, now: Date) {
  return {
    ...describeUnit(unit, person),
    location: { address: unit.address },
    dateTimeInfo: {
      currentDateTime: zoneless(localNow(now, unit.utcOffset)),
      timeZone: `GMT+${String(unit.utcOffset).padStart(2, "0")}:00`,
    },
    workingSchedule: [{ from: "09:00", to: "23:00" }],
  };
}
