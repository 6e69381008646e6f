import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { closeDb } from "@/db/client";
import { migrate } from "@/db/migrate";
import { startAmocrm } from "@/sandbox/amocrm/start";
import { SandboxClock } from "@/sandbox/control/clock";
import { amocrmAccounts } from "@/sandbox/data/amocrm-accounts";
import { dodoisPeople } from "@/sandbox/data/dodois-people";
import { startDodois } from "@/sandbox/dodois/start";
import { type EmbeddedPostgres, startPostgres } from "@/sandbox/postgres/postgres";
import { startBridge } from "@/sandbox/store/bridge";
import { openMemoryStore } from "@/sandbox/store/memory-store";
import { ControlClient } from "@/sandbox/testing/control-client";

const secret = () => randomBytes(32).toString("base64url");
const appUrl = "http://localhost:3000";

/** Everything that the refreshers talk to, owned by this process, and how to take parts of it away. */
export type Servers = Awaited<ReturnType<typeof startServers>>;

/**
 * Starts a database, a store and strict imitations of both providers, and points this process and
 * its children at them through the environment.
 *
 * @param accounts how many accounts of each provider there are
 */
export async function startServers(folder: string, accounts: { dodois: number; amocrm: number }) {
  const clockFile = join(folder, "clock");
  const clock = new SandboxClock(clockFile);
  setEnvironment(clockFile);
  const database = await openDatabase(join(folder, "postgres"));
  const store = await openStore();
  const dodois = await startImitatedDodois(clock, accounts.dodois);
  const amocrm = await startImitatedAmocrm(clock, accounts.amocrm);
  return {
    clock,
    database,
    store,
    dodois: { origin: dodois.origin, control: new ControlClient(dodois.origin) },
    amocrm: { origin: amocrm.origin, control: new ControlClient(amocrm.origin) },
    stop: async () => {
      await closeDb(1);
      await Promise.all([dodois.close(), amocrm.close(), store.stop(), database.stop()]);
    },
  };
}

function setEnvironment(clockFile: string): void {
  Object.assign(process.env, {
    NODE_ENV: "test",
    LOG_LEVEL: process.env.CHAOS_LOG_LEVEL ?? "silent",
    TZ: "UTC",
    APP_URL: appUrl,
    AUTH_SECRET: secret(),
    CRON_SECRET: secret(),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    RESEND_API_KEY: `re_${secret()}`,
    DODOIS_CLIENT_ID: "chaos",
    DODOIS_CLIENT_SECRET: secret(),
    AMOCRM_CLIENT_ID: randomUUID(),
    AMOCRM_CLIENT_SECRET: secret(),
    // Their limits have tests of their own; here they would only make everything wait.
    DODOIS_CALLS_PER_MINUTE: "10000",
    AMOCRM_CALLS_PER_SECOND: "1000",
    DATABASE_POOL_MAX: "10",
    MOSTIK_SANDBOX: "1",
    MOSTIK_SANDBOX_CLOCK: clockFile,
  });
}

async function openDatabase(folder: string) {
  let server: EmbeddedPostgres | null = await startPostgres({ folder, durable: false });
  const { port } = server;
  await migrate(server.url("postgres"));
  process.env.DATABASE_URL = server.url("postgres");
  const stop = async () => {
    await server?.stop();
    server = null;
  };
  return {
    stop,
    start: async () => {
      server ??= await startPostgres({ folder, durable: false, port });
      if (server.port !== port) throw new Error("Somebody took the database's port.");
    },
  };
}

async function openStore() {
  const token = secret();
  const memory = openMemoryStore();
  const open = async (port: number) =>
    await startBridge({ store: { ...memory, close: async () => {} }, token, port });
  let bridge: Awaited<ReturnType<typeof open>> | null = await open(0);
  const port = Number(new URL(bridge.url).port);
  Object.assign(process.env, { UPSTASH_REDIS_REST_URL: bridge.url, UPSTASH_REDIS_REST_TOKEN: token });
  return {
    stop: async () => {
      await bridge?.close();
      bridge = null;
    },
    start: async () => {
      bridge ??= await open(port);
    },
  };
}

async function startImitatedDodois(clock: SandboxClock, count: number) {
  const { DODOIS_CLIENT_ID: clientId = "", DODOIS_CLIENT_SECRET: clientSecret = "" } = process.env;
  const [person] = dodoisPeople;
  if (person === undefined) throw new Error("Dodo IS has no people.");
  const people = numbers(count).map((n) => ({ ...person, id: `person-${n}`, sub: randomUUID() }));
  const clients = [{ clientId, clientSecret, redirectUris: [`${appUrl}/api/callback`] }];
  const running = await startDodois({ port: 0, clients, clock, stateFile: null, people });
  Object.assign(process.env, { DODOIS_ISSUER: running.origin, DODOIS_API_URL: running.origin });
  return running;
}

async function startImitatedAmocrm(clock: SandboxClock, count: number) {
  const { AMOCRM_CLIENT_ID: clientId = "", AMOCRM_CLIENT_SECRET: clientSecret = "" } = process.env;
  const [account] = amocrmAccounts;
  if (account === undefined) throw new Error("amoCRM has no accounts.");
  const accounts = numbers(count).map((n) => ({ ...account, id: account.id + n, subdomain: `account-${n}` }));
  const integrations = [{ clientId, clientSecret, redirectUri: `${appUrl}/api/callback` }];
  const running = await startAmocrm({ port: 0, integrations, clock, stateFile: null, accounts });
  process.env.AMOCRM_SANDBOX_ORIGIN = running.origin;
  return running;
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
