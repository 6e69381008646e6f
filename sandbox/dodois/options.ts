import { z } from "zod";
import type { SandboxClock } from "@/sandbox/control/clock";
import type { DodoisPerson } from "@/sandbox/data/dodois-people";

export interface DodoisClient {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
}

export interface DodoisOptions {
  /** 0 lets the system choose. */
  port: number;
  clients: DodoisClient[];
  clock: SandboxClock;
  /** Where the state is kept; null keeps it in memory. */
  stateFile: string | null;
  /** A cluster serves its own people and their countries. */
  people?: DodoisPerson[];
  /** What its first page calls it. */
  name?: string;
}

export const dodoisSettingsSchema = z.strictObject({
  /** `off`: a refresh answers without a new refresh token, and the old one stays good. */
  rotation: z.enum(["strict", "off"]).default("strict"),
  /** A spent refresh token shown again kills the whole grant. */
  familyRevocation: z.boolean().default(true),
  revokeOldAccess: z.boolean().default(true),
  omitExpiresIn: z.boolean().default(false),
  accessTokenSeconds: z.int().min(1).default(86_400),
  refreshTokenSeconds: z
    .int()
    .min(1)
    .default(30 * 86_400),
  /** Requests to the API in a minute for each access token; 0 is no limit. */
  rateLimit: z.int().min(0).default(200),
  /** IdentityServer is said to answer 400 where oidc-provider answers 401. */
  invalidClientStatus: z.union([z.literal(400), z.literal(401)]).default(400),
});

export const dodoisScopes = [
  ...["openid", "profile", "email", "phone", "offline_access"],
  ...["shared", "orders", "accounting", "accounting:read", "deliverystatistics", "incentives"],
  ...["organizationstructure", "localities:read", "productionefficiency", "sales", "staffshifts:read"],
  ...["staffshifts:write", "staffmembers:read", "staffmembers:write", "stopsales", "unitshifts:read"],
  ...["staffmembersearch", "receipts:write", "unit:read", "unit:write", "user.role:read"],
  ...["franchisee:read", "marketplacesubscription:read", "employee", "roles", "ext_profile"],
];

/** What the consent page calls a scope. */
export const scopeNames: Record<string, string> = {
  openid: "Идентификатор пользователя",
  profile: "Имя и фамилия",
  email: "Электронная почта",
  phone: "Номер телефона",
  offline_access: "Доступ, когда вас нет в сети",
  shared: "Справочники заведений",
  sales: "Продажи",
  stopsales: "Стоп-продажи",
  organizationstructure: "Юридические лица",
  "user.role:read": "Ваши роли и заведения",
  orders: "Заказы",
  productionefficiency: "Производительность кухни",
  deliverystatistics: "Статистика доставки",
};
