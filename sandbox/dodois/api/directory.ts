import { dodoisRoles } from "@/sandbox/data/dodois-people";
import type { Endpoint } from "./endpoint";
import { listOf, takePage } from "./query";

const entityTypes = [
  { id: 1, name: "ООО" },
  { id: 2, name: "ИП" },
];

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

export const legalEntities: Endpoint = {
  path: "/{brand}/{country}/organization-structure/legal-entities",
  scopes: ["organizationstructure"],
  style: "legacy",
  respond: ({ person, query }) => {
    const types = listOf(query, "typeIds");
    const entities = person.organizations.map(({ id, name, inn }) => ({
      id,
      name,
      shortName: name,
      typeId: name.startsWith("ИП") ? 2 : 1,
      taxpayerIdentificationNumber: inn,
      modifiedAt: "2024-02-01T09:00:00",
    }));
    const wanted = entities.filter(({ typeId }) => types.length === 0 || types.includes(String(typeId)));
    const { page, isEndOfListReached } = takePage(query, wanted);
    return { legalEntities: page, isEndOfListReached };
  },
};

export const legalEntityTypes: Endpoint = {
  path: "/{brand}/{country}/organization-structure/legal-entity-types",
  scopes: ["organizationstructure"],
  style: "legacy",
  respond: () => ({ legalEntityTypes: entityTypes }),
};
