import { rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { closeDb, db } from "@/db/client";
import { makeThrowawayFolder } from "@/sandbox/postgres/throwaway";
import type { Row } from "./measure";
import { measureRow } from "./measure-row";
import { bare } from "./roles/bare";
import { bareLookUp } from "./roles/bare-look-up";
import { claimer } from "./roles/claimer";
import { door } from "./roles/door";
import { endpoint } from "./roles/endpoint";
import { load } from "./roles/load";
import { refresher } from "./roles/refresher";
import { registrar } from "./roles/registrar";
import { twinproxy } from "./roles/twinproxy";
import { rowText } from "./row-text";
import { claimRow } from "./rows/claim";
import { coldStartRow } from "./rows/cold-start";
import { dashboardRow } from "./rows/dashboard";
import { handOutRow, saturationRow } from "./rows/hand-out";
import { herdRow } from "./rows/herd";
import { isolationRow } from "./rows/isolation";
import { lookUpRows } from "./rows/look-up";
import { memoryRow } from "./rows/memory";
import { proxyRow } from "./rows/proxy";
import { registrationRow } from "./rows/registration";
import { sweepRow } from "./rows/sweep";
import { twinproxyRow } from "./rows/twinproxy";
import { type Stage, setStage } from "./stage";

const roles: Record<string, () => Promise<void>> = {
  endpoint,
  refresher,
  door,
  bare,
  bareLookUp,
  registrar,
  twinproxy,
  claimer,
  load,
};

const usage =
  "npm run bench -- [--only name] [--quick] [--runs 3] [--minutes N] [--fresh] [--json FILE] [--help]";

const role = roles[process.env.BENCH_ROLE ?? ""];
if (role === undefined) {
  await main();
  process.exit();
} else await role();

async function main(): Promise<void> {
  const values = askedFor();
  if (values === null) {
    say(usage);
    return;
  }
  const folder = makeThrowawayFolder("bench");
  const stage = await setStage(folder);
  try {
    const machine = await describeMachine(stage);
    for (const [name, value] of Object.entries(machine)) say(`${name}: ${value}`);
    const rows = rowsOf(stage).filter(({ name }) => values.only === undefined || name.includes(values.only));
    const runs = Number(values.runs ?? (values.quick ? 1 : 3));
    const results = [];
    const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
    const scale = { quick: values.quick, fresh: values.fresh, minutes };
    for (const row of rows) {
      const measured = await measureRow(row, runs, scale);
      say(rowText(measured));
      results.push(measured);
    }
    if (values.json !== undefined) writeFileSync(values.json, JSON.stringify({ machine, results }, null, 2));
  } finally {
    await closeDb(1);
    await stage.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Null for what is no option, and for the question which there are. */
function askedFor() {
  try {
    const { values } = parseArgs({
      options: {
        help: { type: "boolean", default: false },
        only: { type: "string" },
        quick: { type: "boolean", default: false },
        runs: { type: "string" },
        minutes: { type: "string" },
        fresh: { type: "boolean", default: false },
        json: { type: "string" },
      },
    });
    return values.help ? null : values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
    return null;
  }
}

function rowsOf(stage: Stage): Row[] {
  return [
    sweepRow(stage, 50),
    sweepRow(stage, 150),
    herdRow(stage),
    handOutRow,
    ...lookUpRows,
    isolationRow,
    registrationRow,
    twinproxyRow,
    proxyRow(stage),
    claimRow,
    saturationRow,
    dashboardRow,
    coldStartRow,
    memoryRow,
  ];
}

async function describeMachine(stage: Stage) {
  const [postgres] = await db().execute<{ version: string }>(sql`show server_version`.inlineParams());
  return {
    processor: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${release()}`,
    node: process.version,
    postgres: Object.values(postgres ?? {}).join(""),
    store: stage.storeKind,
    "load average": loadavg()
      .map((value) => value.toFixed(2))
      .join(" "),
  };
}
