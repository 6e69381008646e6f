import "server-only";
import { z } from "zod";
import { type DodoisAccess, getDodois } from "./request";

const Profile = z.object({
  sub: z.string(),
  name: z.string().nullish(),
  given_name: z.string().nullish(),
  family_name: z.string().nullish(),
  middle_name: z.string().nullish(),
  email: z.string().nullish(),
  phone_number: z.string().nullish(),
  /** The concept that the person works for. */
  "d:tntnm": z.string().nullish(),
  /** The country. */
  "d:cid": z.union([z.string(), z.number()]).nullish(),
});

const Role = z.object({ id: z.number(), name: z.string() });

const RoleUnit = z.object({
  id: z.string(),
  name: z.string(),
  roleIds: z.array(z.number()).nullish(),
  /** ISO 3166-1 numeric. */
  countryCode: z.coerce.number(),
  businessId: z.string(),
  /** 1 a store, 6 a production centre. */
  unitType: z.number().nullish(),
});

export type DodoisProfile = z.output<typeof Profile>;
export type DodoisRole = z.output<typeof Role>;
export type DodoisRoleUnit = z.output<typeof RoleUnit>;

/** Who the token belongs to (OpenID Connect Core §5.3). Scope `openid`. */
export async function getProfile(access: DodoisAccess): Promise<DodoisProfile> {
  return await getDodois(access, { host: "issuer", path: "/connect/userinfo", schema: Profile });
}

/** The names of all roles. Scope `user.role:read`. */
export async function listRoles(access: DodoisAccess): Promise<DodoisRole[]> {
  return await getDodois(access, { path: "/auth/roles/list", schema: z.array(Role) });
}

/** The units where the person has a role, of all brands and countries. Scope `user.role:read`. */
export async function listRoleUnits(access: DodoisAccess): Promise<DodoisRoleUnit[]> {
  return await getDodois(access, { path: "/auth/roles/units", schema: z.array(RoleUnit) });
}
