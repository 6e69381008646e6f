import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { chooseAccount, reachableFolder } from "@/sandbox/postgres/account";
import { SUPERUSER } from "@/sandbox/postgres/initialise";
import { DATABASE_NAME } from "@/scripts/launch/database";
import { onlySet, readEnvFile, readSecrets, type Variables } from "@/scripts/launch/env-file";
import { makeEnvironment, makePlan } from "@/scripts/launch/plan";
import { readPorts } from "@/scripts/launch/ports";

/**
 * The environment of the servers that `npm start` runs now on this machine, for a command beside them.
 *
 * @throws {Error} when nothing was ever started here.
 */
export function environmentOfRunning(environment: NodeJS.ProcessEnv = process.env): Variables {
  const given = { ...readEnvFile(".env"), ...onlySet(environment) };
  const dataDir = resolve(given.MOSTIK_DATA_DIR ?? ".data");
  const plan = makePlan(given);
  const ports = readPorts(dataDir);
  const databaseUrl = plan.postgres ? embeddedUrl(dataDir, ports.postgres) : null;
  const appPort = Number(given.PORT ?? 3000);
  const secrets = readSecrets(dataDir);
  return makeEnvironment({ plan, given, secrets, ports, appPort, dataDir, development: false, databaseUrl });
}

function embeddedUrl(dataDir: string, port: number): string {
  const folder = reachableFolder(join(dataDir, "postgres"), chooseAccount());
  const password = readFileSync(join(folder, "password"), "utf8");
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE_NAME}`;
}
