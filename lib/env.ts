import "server-only";
import { z } from "zod";

/** Whether this is `next dev`, which needs a looser script policy. */
export const isDevelopment = process.env.NODE_ENV === "development";

const flag = z
  .enum(["0", "1", "true", "false"])
  .default("0")
  .transform((value) => value === "1" || value === "true");

const optionalUrl = z.url().optional();

/** An integration is configured when both halves of its credentials are there. */
const schema = z
  .object({
    NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
    APP_URL: z.url(),
    DATABASE_URL: z.string().min(1),
    DATABASE_DIRECT_URL: z.string().min(1).optional(),
    DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(100).default(10),
    DATABASE_PREPARE: flag.default(true),
    UPSTASH_REDIS_REST_URL: z.url(),
    UPSTASH_REDIS_REST_TOKEN: z.string().min(1),
    AUTH_SECRET: z.string().min(32),
    CRON_SECRET: z.string().min(16),
    ENCRYPTION_KEYS: z.string().min(1),
    RESEND_API_KEY: z.string().min(1),
    RESEND_BASE_URL: optionalUrl,
    RESEND_WEBHOOK_SECRET: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{24,}={0,2}$/)
      .optional(),
    MAIL_FROM: z.string().min(3).default("Mostik <mostik@localhost.test>"),
    DODOIS_ISSUER: z.url().default("https://auth.dodois.io"),
    DODOIS_API_URL: z.url().default("https://api.dodois.io"),
    DODOIS_CLIENT_ID: z.string().min(1).optional(),
    DODOIS_CLIENT_SECRET: z.string().min(1).optional(),
    DODOIS_COM_ISSUER: z.url().default("https://auth.dodois.com"),
    DODOIS_COM_API_URL: z.url().default("https://api.dodois.com"),
    DODOIS_COM_CLIENT_ID: z.string().min(1).optional(),
    DODOIS_COM_CLIENT_SECRET: z.string().min(1).optional(),
    DODOIS_SCOPES: z
      .string()
      .default(
        "openid profile email phone offline_access shared user.role:read sales stopsales organizationstructure",
      ),
    DODOIS_CALLS_PER_MINUTE: z.coerce.number().int().min(1).max(10_000).default(200),
    AMOCRM_PLATFORM_URL: z.url().default("https://www.amocrm.ru"),
    AMOCRM_CLIENT_ID: z.string().min(1).optional(),
    AMOCRM_CLIENT_SECRET: z.string().min(1).optional(),
    AMOCRM_SANDBOX_ORIGIN: optionalUrl,
    AMOCRM_CALLS_PER_SECOND: z.coerce.number().int().min(1).max(1_000).default(7),
    PROXY_REQUEST_MAX_MB: z.coerce.number().int().min(1).max(1_000).default(10),
    PROXY_ANSWER_MAX_MB: z.coerce.number().int().min(1).max(10_000).default(50),
    TWINPROXY_REGISTRATION: z.enum(["open", "closed", "invite"]).default("open"),
    TWINPROXY_INVITES: z.string().optional(),
    TWINPROXY_EXPOSE_REFRESH_TOKEN: flag.default(true),
    MOSTIK_SANDBOX: flag,
    MOSTIK_SANDBOX_CLOCK: z.string().optional(),
    MOSTIK_MAILBOX_URL: optionalUrl,
    MOSTIK_OWN_DOOR: flag,
    TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
    VERCEL: flag,
    HEARTBEAT_URL: optionalUrl,
    LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
  })
  .superRefine((env, context) => {
    for (const [name, message] of imitationsIn(env)) {
      context.addIssue({ code: "custom", path: [name], message });
    }
    // Whose registration and whose API an issuer's tokens belong to would else be open.
    const hasBoth = env.DODOIS_CLIENT_ID !== undefined && env.DODOIS_COM_CLIENT_ID !== undefined;
    if (hasBoth && new URL(env.DODOIS_ISSUER).origin === new URL(env.DODOIS_COM_ISSUER).origin) {
      context.addIssue({
        code: "custom",
        path: ["DODOIS_COM_ISSUER"],
        message: "is that of DODOIS_ISSUER too: each cluster has an issuer of its own",
      });
    }
  });

export type Env = z.infer<typeof schema>;

/** What says that this production would talk to imitations, which `npm start` alone may have it do. */
function imitationsIn(env: Env): [name: string, message: string][] {
  // A platform's deployment is never the demonstration, whatever somebody has copied into its settings.
  if (env.NODE_ENV !== "production" || (env.MOSTIK_SANDBOX && !env.VERCEL)) return [];
  const tools = ["AMOCRM_SANDBOX_ORIGIN", "MOSTIK_SANDBOX_CLOCK", "MOSTIK_MAILBOX_URL"] as const;
  const addresses = [
    ...(["DODOIS_ISSUER", "DODOIS_API_URL", "DODOIS_COM_ISSUER", "DODOIS_COM_API_URL"] as const),
    ...(["AMOCRM_PLATFORM_URL", "RESEND_BASE_URL"] as const),
  ];
  return [
    ...tools
      .filter((name) => env[name] !== undefined)
      .map((name): [string, string] => [name, "is a development tool: only `npm start` sets it"]),
    ...addresses
      .filter((name) => env[name]?.startsWith("http:"))
      .map((name): [string, string] => [name, "must be https: secrets are sent there"]),
  ];
}

/** Everything that the product reads. */
export const variableNames: ReadonlySet<string> = new Set(Object.keys(schema.shape));

let parsed: Env | null = null;

/**
 * The parsed environment; the only reader of `process.env`.
 *
 * @throws {Error} naming each variable that is missing or wrong, never its value.
 */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

export function parseEnv(source: NodeJS.ProcessEnv): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment is not usable:\n${lines.join("\n")}`);
}

/** Auth.js builds its links from a variable of its own; ours is the one that people set. */
export function shareAuthUrl(): void {
  process.env.AUTH_URL ??= env().APP_URL;
}
