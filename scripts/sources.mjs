import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./node.mjs";

const shared = [
  "db",
  "lib",
  "messages",
  "package.json",
  "package-lock.json",
  "scripts/patches",
  "tsconfig.json",
];
const forNext = [...shared, "app", "pages", "public", "proxy.ts", "instrumentation.ts", "next.config.ts"];
const forBundles = [...shared, "sandbox", "scripts"];

export const hashOfNext = () => hashSources(forNext);
export const hashOfBundles = () => hashSources(forBundles);

/** A digest of the contents, so that neither a checkout nor a touched file asks for a new build. */
function hashSources(paths) {
  const hash = createHash("sha256").update(process.platform);
  for (const path of paths
    .flatMap(listFiles)
    .filter((file) => !/\.test\.tsx?$/.test(file))
    .sort()) {
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

function listFiles(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => listFiles(`${path}/${name}`));
}
