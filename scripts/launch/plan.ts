import { existsSync } from "node:fs";
import { join } from "node:path";
import { imitable } from "@/lib/imitations";
import type { Variables } from "@/scripts/launch/env-file";

export const standIns = ["postgres", "store", "dodois", "amocrm", "mail"] as const;
export type StandIn = (typeof standIns)[number];

/** Which of our own servers stand in for what the operator has not configured. */
export type Plan = Record<StandIn, boolean>;

/** Variables that belong together. */
interface Part {
  /** Without these it cannot be reached. */
  required: readonly string[];
  /** These are of no use without the others. */
  others: readonly string[];
}

/** What says that something is configured: one variable of one part of it, and ours stays away. */
export const settings: Readonly<Record<StandIn, { name: string; parts: readonly Part[] }>> = {
  postgres: { name: "PostgreSQL", parts: [{ required: ["DATABASE_URL"], others: ["DATABASE_DIRECT_URL"] }] },
  store: {
    name: "The store",
    parts: [{ required: ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"], others: [] }],
  },
  dodois: {
    name: "Dodo IS",
    parts: ["DODOIS", "DODOIS_COM"].map((cluster) => ({
      required: [`${cluster}_CLIENT_ID`, `${cluster}_CLIENT_SECRET`],
      others: [`${cluster}_ISSUER`, `${cluster}_API_URL`],
    })),
  },
  amocrm: { name: "amoCRM", parts: [{ required: ["AMOCRM_CLIENT_ID", "AMOCRM_CLIENT_SECRET"], others: [] }] },
  mail: { name: "Mail", parts: [{ required: ["RESEND_API_KEY"], others: ["RESEND_BASE_URL"] }] },
};

export function variablesOf(one: StandIn): string[] {
  return settings[one].parts.flatMap(({ required, others }) => [...required, ...others]);
}

/**
 * What is configured is used as it is; ours stands in for the rest, unless `MOSTIK_SANDBOX=0`.
 *
 * @throws {Error} naming what is missing from something that is configured in part.
 */
export function makePlan(given: Variables): Plan {
  const sandbox = given.MOSTIK_SANDBOX !== "0" && given.MOSTIK_SANDBOX !== "false";
  const isOurs = (one: StandIn) => !isConfigured(one, given);
  if (!sandbox && isOurs("mail"))
    throw new Error("RESEND_API_KEY is not set, and MOSTIK_SANDBOX=0 lets nothing stand in for it.");
  return {
    postgres: isOurs("postgres"),
    store: isOurs("store"),
    dodois: isOurs("dodois") && sandbox,
    amocrm: isOurs("amocrm") && sandbox,
    mail: isOurs("mail") && sandbox,
  };
}

export function isConfigured(one: StandIn, given: Variables): boolean {
  const { name, parts } = settings[one];
  return parts.filter((part) => isWhole(name, part, given)).length > 0;
}

// Half of a pair is a mistake, and to fill it up with a secret of ours would send that to somebody else's host.
function isWhole(name: string, { required, others }: Part, given: Variables): boolean {
  const set = [...required, ...others].filter((variable) => given[variable] !== undefined);
  if (set.length === 0) return false;
  const missing = required.filter((variable) => given[variable] === undefined);
  if (missing.length === 0) return true;
  throw new Error(`${name} is configured in part: ${set.join(", ")} needs ${missing.join(" and ")}, too.`);
}

export const needsSandbox = (plan: Plan): boolean => imitable.some((one) => plan[one]);

/** Whether nothing here is anybody else's: then time may be moved, and a known account does no harm. */
export const isAllImitated = (plan: Plan): boolean => imitable.every((one) => plan[one]);

/** Whether the demonstration's account belongs here: beside imitations only, by itself only in servers of ours. */
export function wantsDemo(plan: Plan, given: Variables): boolean {
  if (given.MOSTIK_DEMO === "0" || !isAllImitated(plan)) return false;
  return given.MOSTIK_DEMO === "1" || (plan.postgres && plan.store);
}

/**
 * An operator's account whose password lies in a file must not come along when an installation gets real.
 *
 * @throws {Error} when the folder's database has the demonstration's account and something is real by now.
 */
export function requireNoDemoBeside(plan: Plan, dataDir: string): void {
  if (!plan.postgres || isAllImitated(plan) || !existsSync(join(dataDir, "demo.json"))) return;
  throw new Error(
    `${dataDir} holds the demonstration with its account, and something real is configured now. ` +
      "Give it a folder of its own: MOSTIK_DATA_DIR=.data-real npm start",
  );
}
