import "server-only";
import { z } from "zod";
import { getList, getWholeList } from "./list";
import { corePath, type DodoisPlace } from "./place";
import type { DodoisAccess } from "./request";

const LegalEntity = z.object({
  id: z.string(),
  name: z.string(),
  shortName: z.string().nullish(),
  typeId: z.union([z.number(), z.string()]).nullish(),
  taxpayerIdentificationNumber: z.string().nullish(),
  modifiedAt: z.string().nullish(),
});

const LegalEntityType = z.object({ id: z.union([z.number(), z.string()]), name: z.string() });

export type DodoisLegalEntity = z.output<typeof LegalEntity>;

/** Scope `organizationstructure`. */
export async function listLegalEntities(
  access: DodoisAccess,
  place: DodoisPlace,
  filter: { modifiedAt?: string; typeIds?: readonly string[] } = {},
): Promise<DodoisLegalEntity[]> {
  const path = corePath(place, "/organization-structure/legal-entities");
  return await getWholeList(access, { path, query: { ...filter }, root: "legalEntities", row: LegalEntity });
}

/** Scope `organizationstructure`. */
export async function listLegalEntityTypes(access: DodoisAccess, place: DodoisPlace) {
  const path = corePath(place, "/organization-structure/legal-entity-types");
  return await getList(access, { path, root: ["legalEntityTypes", "types"], row: LegalEntityType });
}
