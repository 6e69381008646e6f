import "server-only";
import { z } from "zod";
import { getRows, type Rows } from "./list";
import { type AmocrmAccess, getAmocrm, unexpectedAnswer } from "./request";

const Account = z.object({
  id: z.number(),
  name: z.string(),
  subdomain: z.string(),
  country: z.string().nullish(),
  currency: z.string().nullish(),
  currency_symbol: z.string().nullish(),
  current_user_id: z.number().nullish(),
  /** Unix seconds. */
  created_at: z.number().nullish(),
  _embedded: z
    .object({ datetime_settings: z.object({ timezone: z.string().nullish() }).nullish() })
    .nullish(),
});

const User = z.object({
  id: z.number(),
  name: z.string(),
  email: z.string().nullish(),
  rights: z.object({ is_admin: z.boolean().nullish(), is_active: z.boolean().nullish() }).nullish(),
});

const CurrentUser = z.object({ id: z.number(), name: z.string().nullish(), email: z.string().nullish() });

export type AmocrmAccountInfo = z.output<typeof Account>;
export type AmocrmUserInfo = z.output<typeof User>;
export type AmocrmCurrentUser = z.output<typeof CurrentUser>;

/** The account; any of its users may ask. */
export async function getAccount(access: AmocrmAccess): Promise<AmocrmAccountInfo> {
  return present(await getAmocrm(access, "/api/v4/account?with=datetime_settings", Account));
}

/** Who has given the access. */
export async function getCurrentUser(access: AmocrmAccess): Promise<AmocrmCurrentUser> {
  return present(await getAmocrm(access, "/v3/user", CurrentUser));
}

/** The account's users; to others than its administrators amoCRM answers 403. */
export async function listUsers(access: AmocrmAccess, most = 250): Promise<Rows<AmocrmUserInfo>> {
  return await getRows(access, { path: "/api/v4/users", name: "users", row: User, most });
}

function present<T>(value: T | null): T {
  if (value === null) throw unexpectedAnswer("unexpected_answer");
  return value;
}
