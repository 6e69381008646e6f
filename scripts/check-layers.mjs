// The layers, by dependency-cruiser. An empty run is a failure: a resolver that finds nothing finds no violation either.
import { cruise } from "dependency-cruiser";
import config from "../.dependency-cruiser.cjs";
import { root } from "./node.mjs";

const leastModules = 300;
process.chdir(process.argv[2] ?? root);
const roots = ["app", "db", "lib", "pages", "sandbox", "scripts", "e2e", "proxy.ts", "instrumentation.ts"];
const { output } = await cruise(roots, {
  ...config.options,
  validate: true,
  ruleSet: { forbidden: config.forbidden },
  tsConfig: { fileName: "tsconfig.json" },
});
const { violations, totalCruised } = output.summary;
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} → ${to}`);
if (totalCruised < leastModules)
  console.error(`Only ${totalCruised} modules were seen: the check itself is broken.`);
process.exitCode = violations.length > 0 || totalCruised < leastModules ? 1 : 0;
console.log(`${totalCruised} modules`);
