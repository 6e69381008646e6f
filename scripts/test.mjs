// `npm test`: every test, on a machine with Node 20 and npm and nothing else. Closes with the sum over all runners.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildIfNeeded } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { root, runNode } from "./node.mjs";
import { prepareAlone } from "./prepare-alone.mjs";

const reports = join(root, ".e2e");
const vitestReport = join(reports, "vitest.json");
const playwrightReport = join(reports, "report.json");

await prepareAlone(ensureInstalled);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports);

const sums = [];
await runner("checks", verify);
await runner("unit, service and contract tests", vitest);
await runner("the build", build);
await runner("browser tests", playwright);

const total = (key) => sums.reduce((sum, counts) => sum + counts[key], 0);
const skipped = total("skipped");
console.log(
  `\n${total("passed")} passed, ${total("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`,
);
process.exitCode = total("failed") > 0 ? 1 : 0;

/** Adds a runner's counts; one that breaks, or that executed nothing, is a failure of its own. */
async function runner(name, run) {
  console.log(`\n── ${name}`);
  const counts = await run().catch((error) => {
    console.error(error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  if (counts.passed + counts.failed === 0) {
    console.error(`${name}: nothing was executed`);
    counts.failed = 1;
  }
  sums.push(counts);
}

async function verify() {
  const { verify: runChecks } = await import("./verify.mjs");
  const { passed, failed } = await runChecks();
  return { passed, failed, skipped: 0 };
}

async function vitest() {
  const code = await runNode([
    ...["scripts/vitest.mjs", "run", "--project", "servers", "--project", "pure"],
    ...["--reporter", "default", "--reporter", "json", `--outputFile.json=${vitestReport}`],
  ]);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, success } = read(vitestReport);
  const counts = { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
  // A file that cannot be loaded, or an error outside a test, fails the run without failing a test.
  return code !== 0 && counts.failed === 0 && !success ? { ...counts, failed: 1 } : withExit(counts, code);
}

async function build() {
  await buildIfNeeded();
  return { passed: 1, failed: 0, skipped: 0 };
}

async function playwright() {
  const code = await runNode(["node_modules/@playwright/test/cli.js", "test", "-c", "e2e"]);
  const { expected, unexpected, flaky, skipped } = read(playwrightReport).stats;
  return withExit({ passed: expected, failed: unexpected + flaky, skipped }, code);
}

function withExit(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

function read(report) {
  if (!existsSync(report)) throw new Error(`No report was written: ${report}`);
  return JSON.parse(readFileSync(report, "utf8"));
}
