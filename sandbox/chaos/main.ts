import { randomInt } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeThrowawayFolder } from "@/sandbox/postgres/throwaway";
import { reportLines } from "./print-report";
import { runChaos } from "./run-chaos";

const print = (line: string) => process.stdout.write(`${line}\n`);

/** `npm run chaos -- --minutes N [--seed N] [--json FILE]`: exits with 1 where an invariant was broken. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      minutes: { type: "string", default: "1" },
      seed: { type: "string" },
      json: { type: "string" },
      quiet: { type: "boolean", default: false },
    },
  });
  const folder = makeThrowawayFolder("chaos");
  const traceFolder = join(folder, "traces");
  mkdirSync(traceFolder);
  const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
  print(`seed ${seed}`);
  try {
    const report = await runChaos({
      seconds: Number(values.minutes) * 60,
      seed,
      refresher: join(dirname(fileURLToPath(import.meta.url)), "chaos-refresher.mjs"),
      folder,
      traceFolder,
      log: values.quiet ? () => {} : print,
    });
    for (const line of reportLines(report)) print(line);
    if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(report, null, 2));
    process.exitCode = report.violations.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
process.exit();
