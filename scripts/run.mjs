// `npm run worker` and the like: one bundle with the right Node and the variables of .env, if there is one.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { frugal } from "./frugal.mjs";
import { nodeEnvironment, root, runNode } from "./node.mjs";
import { readableStacks } from "./readable-stacks.mjs";

const longRunning = new Set(["server", "worker"]);

const [name, ...args] = process.argv.slice(2);
if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
// A deployment brings its bundles along and may have left esbuild out.
if (existsSync(join(root, "node_modules/esbuild"))) await runNode(["scripts/bundle.mjs"]);
const env = nodeEnvironment();
process.exitCode = await runNode([...readableStacks, `.build/${name}.mjs`, ...args], {
  env: longRunning.has(name) ? frugal(env) : env,
});
