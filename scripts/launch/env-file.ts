import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";

export type Variables = Record<string, string>;

const secret = () => randomBytes(32).toString("base64url");

// What an installation needs and nobody has to think of. Kept for good: with other keys nothing sealed opens again.
const generators: Record<string, () => string> = {
  AUTH_SECRET: secret,
  CRON_SECRET: secret,
  ENCRYPTION_KEYS: () => `k1:${randomBytes(32).toString("base64")}`,
  UPSTASH_REDIS_REST_TOKEN: secret,
  RESEND_API_KEY: () => `re_sandbox_${randomBytes(12).toString("hex")}`,
  RESEND_WEBHOOK_SECRET: () => `whsec_${randomBytes(32).toString("base64")}`,
  DODOIS_CLIENT_ID: () => "mostik-sandbox",
  DODOIS_CLIENT_SECRET: secret,
  DODOIS_COM_CLIENT_ID: () => "mostik-sandbox-com",
  DODOIS_COM_CLIENT_SECRET: secret,
  AMOCRM_CLIENT_ID: () => randomUUID(),
  AMOCRM_CLIENT_SECRET: secret,
};

/** The secrets of `<dataDir>/env`, generated once; what a newer version needs is added. */
export function readSecrets(dataDir: string): Variables {
  const file = join(dataDir, "env");
  const known = readEnvFile(file);
  const missing = Object.entries(generators).filter(([name]) => known[name] === undefined);
  if (missing.length === 0) return known;
  const added = Object.fromEntries(missing.map(([name, generate]) => [name, generate()]));
  const before = existsSync(file)
    ? readFileSync(file, "utf8").trimEnd()
    : "# Generated at the first start. Keep this file with the data: without it, sealed tokens cannot be opened.";
  const lines = Object.entries(added).map(([name, value]) => `${name}=${value}`);
  writeFileSync(file, `${[before, ...lines].join("\n")}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return { ...known, ...added };
}

/** The variables of a file in the format of `.env`; none if there is no such file. Empty ones count as unset. */
export function readEnvFile(file: string): Variables {
  if (!existsSync(file)) return {};
  return onlySet(parseEnv(readFileSync(file, "utf8")));
}

export function onlySet(variables: NodeJS.Dict<string>): Variables {
  const set = Object.entries(variables).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return Object.fromEntries(set);
}
