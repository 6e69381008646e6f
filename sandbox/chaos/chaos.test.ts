import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChaosReport } from "./run";

// Inside the project, so that the bundles find their packages.
const base = resolve(".data/test");
let folder: string;

beforeAll(async () => {
  mkdirSync(base, { recursive: true });
  folder = mkdtempSync(join(base, "chaos-"));
  await build({
    entryPoints: { chaos: "sandbox/chaos/main.ts", "chaos-refresher": "sandbox/chaos/refresher.ts" },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node22",
    packages: "external",
    jsx: "automatic",
    alias: { "server-only": resolve("lib/testing/empty.ts") },
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(): Promise<{ output: string; report: ChaosReport }> {
  const json = join(folder, "report.json");
  const args = ["--minutes", "0.6", "--quiet", "--json", json];
  const ended = promisify(execFile)(process.execPath, [join(folder, "chaos.mjs"), ...args]);
  const { stdout } = await ended.catch((error: { stdout: string; message: string }) => {
    throw new Error(`${error.message}\n${error.stdout}`);
  });
  return { output: stdout, report: JSON.parse(readFileSync(json, "utf8")) as ChaosReport };
}

test("while all around fails no token is spent twice, lost or left leased, and nobody is asked to reconnect in vain", async () => {
  const { output, report } = await run();
  expect(report.violations, output).toEqual([]);
  // A run in which nothing happened would prove nothing.
  // A killed process loses the answers to all that it had under way: how many accounts live on is luck.
  expect(report.succeeded, output).toBeGreaterThan(report.connections);
  expect(
    Object.values(report.kills).reduce((sum, count) => sum + count, 0),
    output,
  ).toBeGreaterThan(0);
}, 120_000);
