import { z } from "zod";
import type { SandboxClock } from "@/sandbox/control/clock";
import type { Settings } from "@/sandbox/control/settings";
import type { AmocrmAccount } from "@/sandbox/data/amocrm-accounts";

export interface AmocrmIntegration {
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  /** Where the news of a disabled integration goes. */
  hookUrl?: string;
}

export interface AmocrmOptions {
  /** 0 lets the system choose. */
  port: number;
  integrations: AmocrmIntegration[];
  clock: SandboxClock;
  /** Where the state is kept; null keeps it in memory. */
  stateFile: string | null;
  accounts?: AmocrmAccount[];
}

export const amocrmSettingsSchema = z.strictObject({
  /**
   * `until-new-used`: a refresh token stays good until the one that replaced it is used.
   * `off`: a refresh answers with the same refresh token.
   */
  rotation: z.enum(["strict", "until-new-used", "off"]).default("strict"),
  revokeOldAccess: z.boolean().default(false),
  omitExpiresIn: z.boolean().default(false),
  accessTokenSeconds: z.int().min(1).default(86_400),
  refreshTokenSeconds: z
    .int()
    .min(1)
    .default(90 * 86_400),
  /** Requests to the API in a second for each account; 0 is no limit. */
  rateLimit: z.int().min(0).default(7),
  retryAfterSeconds: z.int().min(0).default(1),
  /** Accounts, by their first subdomain, whose tariff has ended: their API answers 402. */
  unpaid: z.array(z.string()).default([]),
  /** First subdomain → the one the account has moved to; the first answers 404 from then on. */
  moved: z.record(z.string(), z.string().regex(/^[a-z0-9-]+$/)).default({}),
});

export type AmocrmSettings = Settings<typeof amocrmSettingsSchema>;

export interface AmocrmParts {
  accounts: AmocrmAccount[];
  integrations: AmocrmIntegration[];
  settings: AmocrmSettings;
  clock: SandboxClock;
}
