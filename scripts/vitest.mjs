import { runNode } from "./node.mjs";

const [command = "run", ...rest] = process.argv.slice(2);
process.exitCode = await runNode([
  "node_modules/vitest/vitest.mjs",
  command,
  "--config",
  "lib/testing/vitest.config.ts",
  "--root",
  ".",
  ...rest,
]);
