import { type DodoisPerson, type DodoisUnit, dodoisRoles } from "@/sandbox/data/dodois-people";
import type { Endpoint } from "./endpoint";
import { localNow, zoneless } from "./local-time";
import { takePage } from "./query";

/** Who the token belongs to: roles, units, legal entities. */
export const roleUnits: Endpoint = {
  path: "/auth/roles/units",
  scopes: ["user.role:read"],
  style: "problem",
  respond: ({ person }) =>
    person.units.map((unit) => ({
      id: unit.id,
      name: unit.name,
      roleIds: unit.roleIds,
      countryCode: unit.country.code,
      businessId: unit.businessId,
      unitType: 1,
    })),
};

export const roleList: Endpoint = {
  path: "/auth/roles/list",
  scopes: ["user.role:read"],
  style: "problem",
  respond: () => dodoisRoles,
};

export const stores: Endpoint = {
  path: "/{brand}/{country}/units/stores",
  scopes: ["shared"],
  style: "legacy",
  respond: ({ person, query, brand, country, now }) => {
    const wanted = (query.get("units") ?? "").split(",").filter(Boolean);
    const units = person.units
      .filter((unit) => unit.businessId === brand && unit.country.id === country)
      .filter((unit) => wanted.length === 0 || wanted.includes(unit.id));
    const { page, isEndOfListReached } = takePage(query, units);
    return { stores: page.map((unit) => describeStore(unit, person, now)), isEndOfListReached };
  },
};

export const legalEntities: Endpoint = {
  path: "/{brand}/{country}/organization-structure/legal-entities",
  scopes: ["organizationstructure"],
  style: "legacy",
  respond: ({ person, query }) => {
    const { page, isEndOfListReached } = takePage(query, person.organizations);
    const legalEntities = page.map(({ id, name, inn }) => ({
      id,
      name,
      shortName: name,
      typeId: name.startsWith("ИП") ? 2 : 1,
      taxpayerIdentificationNumber: inn,
      modifiedAt: "2024-02-01T09:00:00",
    }));
    return { legalEntities, isEndOfListReached };
  },
};

function describeStore(unit: DodoisUnit, person: DodoisPerson, now: Date) {
  return {
    id: unit.id,
    state: "Open",
    organizationId: unit.organizationId,
    organizationName: person.organizations.find(({ id }) => id === unit.organizationId)?.name ?? "",
    name: unit.name,
    alias: unit.alias,
    type: "Store",
    address: unit.address,
    countryId: unit.country.code,
    businessId: unit.businessId,
    location: { address: unit.address },
    dateTimeInfo: {
      currentDateTime: zoneless(localNow(now, unit.utcOffset)),
      timeZone: `GMT+${String(unit.utcOffset).padStart(2, "0")}:00`,
    },
    workingSchedule: [{ from: "09:00", to: "23:00" }],
  };
}
