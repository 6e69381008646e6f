import { join } from "node:path";
import type { Variables } from "@/scripts/launch/env-file";
import type { Ports } from "@/scripts/launch/ports";

/** Which of our own servers stand in for what the operator has not configured. */
export interface Plan {
  postgres: boolean;
  store: boolean;
  dodois: boolean;
  amocrm: boolean;
  mail: boolean;
}

const dodoisVariables = ["DODOIS_ISSUER", "DODOIS_CLIENT_ID", "DODOIS_COM_ISSUER", "DODOIS_COM_CLIENT_ID"];

/** A variable that is set brings its own server along: then ours is not started. */
export function makePlan(given: Variables): Plan {
  const sandbox = given.MOSTIK_SANDBOX !== "0" && given.MOSTIK_SANDBOX !== "false";
  return {
    postgres: given.DATABASE_URL === undefined,
    store: given.UPSTASH_REDIS_REST_URL === undefined,
    dodois: sandbox && dodoisVariables.every((name) => given[name] === undefined),
    amocrm: sandbox && given.AMOCRM_CLIENT_ID === undefined,
    mail: sandbox && given.RESEND_API_KEY === undefined && given.RESEND_BASE_URL === undefined,
  };
}

export const needsSandbox = (plan: Plan): boolean => plan.dodois || plan.amocrm || plan.mail;

export interface PlanInput {
  plan: Plan;
  given: Variables;
  secrets: Variables;
  ports: Ports;
  appPort: number;
  dataDir: string;
  development: boolean;
  databaseUrl: string | null;
}

/** The environment of every child: what the operator gave, else what stands in for it. */
export function makeEnvironment(input: PlanInput): Variables {
  const { plan, given, secrets, ports, appPort, dataDir, development, databaseUrl } = input;
  const origin = (port: number) => `http://127.0.0.1:${port}`;
  const {
    DODOIS_CLIENT_ID,
    DODOIS_CLIENT_SECRET,
    DODOIS_COM_CLIENT_ID,
    DODOIS_COM_CLIENT_SECRET,
    AMOCRM_CLIENT_ID,
    AMOCRM_CLIENT_SECRET,
    RESEND_WEBHOOK_SECRET,
    ...ownSecrets
  } = secrets;
  return {
    ...ownSecrets,
    PORT: String(appPort),
    APP_URL: `http://localhost:${appPort}`,
    MOSTIK_DATA_DIR: dataDir,
    ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }),
    ...(plan.store ? { UPSTASH_REDIS_REST_URL: origin(ports.store) } : {}),
    ...(needsSandbox(plan)
      ? {
          MOSTIK_SANDBOX: "1",
          MOSTIK_SANDBOX_CLOCK: join(dataDir, "sandbox", "clock"),
          SANDBOX_STATE_DIR: join(dataDir, "sandbox"),
          SANDBOX_DODOIS_PORT: String(ports.dodois),
          SANDBOX_DODOIS_COM_PORT: String(ports.dodoisCom),
          SANDBOX_AMOCRM_PORT: String(ports.amocrm),
          SANDBOX_MAIL_PORT: String(ports.mail),
        }
      : {}),
    ...(plan.dodois
      ? defined({
          DODOIS_ISSUER: origin(ports.dodois),
          DODOIS_API_URL: origin(ports.dodois),
          DODOIS_CLIENT_ID,
          DODOIS_CLIENT_SECRET,
          DODOIS_COM_ISSUER: origin(ports.dodoisCom),
          DODOIS_COM_API_URL: origin(ports.dodoisCom),
          DODOIS_COM_CLIENT_ID,
          DODOIS_COM_CLIENT_SECRET,
        })
      : {}),
    ...(plan.amocrm
      ? defined({ AMOCRM_SANDBOX_ORIGIN: origin(ports.amocrm), AMOCRM_CLIENT_ID, AMOCRM_CLIENT_SECRET })
      : {}),
    ...(plan.mail
      ? {
          RESEND_BASE_URL: origin(ports.mail),
          MOSTIK_MAILBOX_URL: origin(ports.mail),
          ...defined({ RESEND_WEBHOOK_SECRET }),
        }
      : {}),
    ...given,
    NODE_ENV: development ? "development" : "production",
  };
}

function defined(variables: NodeJS.Dict<string>): Variables {
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => !!entry[1]),
  );
}
