import { join } from "node:path";
import { imitable } from "@/lib/imitations";
import type { Variables } from "@/scripts/launch/env-file";
import {
  isAllImitated,
  needsSandbox,
  type Plan,
  type StandIn,
  settings,
  standIns,
  variablesOf,
} from "@/scripts/launch/plan";
import type { Ports } from "@/scripts/launch/ports";

export interface EnvironmentInput {
  plan: Plan;
  given: Variables;
  secrets: Variables;
  ports: Ports;
  appPort: number;
  dataDir: string;
  development: boolean;
  databaseUrl: string | null;
}

// Generated for a server of ours: nothing else may ever be asked with them.
const secretsOf: Readonly<Record<StandIn, readonly string[]>> = {
  postgres: [],
  store: ["UPSTASH_REDIS_REST_TOKEN"],
  dodois: settings.dodois.parts.flatMap(({ required }) => required),
  amocrm: settings.amocrm.parts.flatMap(({ required }) => required),
  mail: ["RESEND_API_KEY", "RESEND_WEBHOOK_SECRET"],
};

// What points at an imitation is ours to say: left over in `.env` it would point a real installation there.
const ourOwn = ["MOSTIK_SANDBOX", "MOSTIK_SANDBOX_CLOCK", "MOSTIK_MAILBOX_URL", "AMOCRM_SANDBOX_ORIGIN"];

/** The environment of every child: what the operator gave, else what stands in for it. */
export function makeEnvironment(input: EnvironmentInput): Variables {
  const { plan, given, secrets, appPort, dataDir, development, databaseUrl } = input;
  return {
    ...without(secrets, Object.values(secretsOf).flat()),
    PORT: String(appPort),
    APP_URL: `http://localhost:${appPort}`,
    MOSTIK_DATA_DIR: dataDir,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    ...(needsSandbox(plan) ? sandboxVariables(input) : {}),
    ...addresses(input),
    ...without(given, ourOwn),
    NODE_ENV: development ? "development" : "production",
  };
}

/** What the imitations may know: of what is real, nothing. */
export function sandboxEnvironment(env: Variables, plan: Plan): Variables {
  const real = imitable.filter((one) => !plan[one]);
  return without(
    env,
    real.flatMap((one) => [...variablesOf(one), ...secretsOf[one]]),
  );
}

// A moved clock would deceive whoever is real: it is shared only where nobody is.
function sandboxVariables({ plan, dataDir }: EnvironmentInput): Variables {
  return {
    MOSTIK_SANDBOX: "1",
    SANDBOX_STATE_DIR: join(dataDir, "sandbox"),
    ...(isAllImitated(plan) ? { MOSTIK_SANDBOX_CLOCK: join(dataDir, "sandbox", "clock") } : {}),
  };
}

function addresses({ plan, ports, secrets }: EnvironmentInput): Variables {
  const origin = (port: number) => `http://127.0.0.1:${port}`;
  const of: Readonly<Record<StandIn, Variables>> = {
    postgres: {},
    store: { UPSTASH_REDIS_REST_URL: origin(ports.store) },
    dodois: {
      SANDBOX_DODOIS_PORT: String(ports.dodois),
      DODOIS_ISSUER: origin(ports.dodois),
      DODOIS_API_URL: origin(ports.dodois),
      SANDBOX_DODOIS_COM_PORT: String(ports.dodoisCom),
      DODOIS_COM_ISSUER: origin(ports.dodoisCom),
      DODOIS_COM_API_URL: origin(ports.dodoisCom),
    },
    amocrm: { SANDBOX_AMOCRM_PORT: String(ports.amocrm), AMOCRM_SANDBOX_ORIGIN: origin(ports.amocrm) },
    mail: {
      SANDBOX_MAIL_PORT: String(ports.mail),
      RESEND_BASE_URL: origin(ports.mail),
      MOSTIK_MAILBOX_URL: origin(ports.mail),
    },
  };
  const ours = standIns.filter((one) => plan[one]);
  return Object.assign({}, ...ours.map((one) => ({ ...of[one], ...pick(secrets, secretsOf[one]) })));
}

function pick(variables: Variables, names: readonly string[]): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)));
}

function without(variables: Variables, names: readonly string[]): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.includes(name)));
}
