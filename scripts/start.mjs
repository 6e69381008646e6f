// `npm start`: from a fresh clone to a running Mostik on a machine that has only Node 20 and npm.
import { buildIfNeeded } from "./build.mjs";
import { ensureInstalled } from "./install.mjs";
import { runNode } from "./node.mjs";
import { prepareAlone } from "./prepare-alone.mjs";
import { readableStacks } from "./readable-stacks.mjs";
import { stopWithNpm } from "./stop-with-npm.mjs";

const development = process.argv.includes("--dev");

stopWithNpm();
try {
  await prepareAlone(ensureInstalled);
  if (development) await runNode(["scripts/bundle.mjs"]);
  else await buildIfNeeded();
  process.exitCode = await runNode(
    [...readableStacks, ".build/launch.mjs", ...(development ? ["--dev"] : [])],
    { stdio: ["inherit", "inherit", "inherit", "ipc"] },
  );
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
