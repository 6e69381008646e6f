// `npm run verify`: everything that can be said without a server, in under a minute.
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { ensureInstalled } from "./install.mjs";
import { findNode, nodeEnvironment, root } from "./node.mjs";

/** What is run, in parallel after the route types are made. Each ends with 0 or is a failure. */
export const checks = {
  format: ["node_modules/@biomejs/biome/bin/biome", "check", ".", "--error-on-warnings"],
  types: ["node_modules/typescript/bin/tsc", "--noEmit"],
  layers: ["scripts/check-layers.mjs"],
  "dead code": ["node_modules/knip/bin/knip.js"],
  sizes: ["scripts/check-sizes.mjs"],
  texts: ["scripts/check-texts.mjs"],
  documents: ["scripts/check-documents.mjs"],
  rules: ["scripts/vitest.mjs", "run", "--project", "pure", "--reporter", "dot"],
};

/** Runs all checks, tells the output of those that fail, and counts. */
export async function verify() {
  const startedAt = performance.now();
  // Types that `next dev` left behind describe the routes of another moment.
  rmSync(`${root}/.next/dev/types`, { recursive: true, force: true });
  const routes = await run(["node_modules/next/dist/bin/next", "typegen"]);
  const results = [{ name: "routes", ...routes }];
  const names = Object.keys(checks);
  // Two at a time: more would only wait for one another on a small machine.
  await Promise.all(
    [0, 1].map(async () => {
      for (let name = names.shift(); name !== undefined; name = names.shift()) {
        results.push({ name, ...(await run(checks[name])) });
      }
    }),
  );
  for (const { name, code, output, seconds } of results) {
    console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
    if (code !== 0) console.log(output);
  }
  const failed = results.filter(({ code }) => code !== 0).length;
  console.log(
    `${failed === 0 ? "Verified" : `${failed} of ${results.length} failed`} in ${secondsSince(startedAt)} s`,
  );
  return { passed: results.length - failed, failed };
}

async function run(args) {
  const startedAt = performance.now();
  const child = spawn(findNode(), args, {
    cwd: root,
    env: nodeEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise((resolve) => child.on("close", resolve));
  return { code, output, seconds: secondsSince(startedAt) };
}

function secondsSince(start) {
  return ((performance.now() - start) / 1000).toFixed(1);
}

if (process.argv[1]?.endsWith("verify.mjs")) {
  ensureInstalled();
  process.exitCode = (await verify()).failed > 0 ? 1 : 0;
}
