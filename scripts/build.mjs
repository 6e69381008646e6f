import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root, runNode } from "./node.mjs";
import { prepareAlone } from "./prepare-alone.mjs";
import { hashOfNext } from "./sources.mjs";

const marker = join(root, ".next/sources.sha256");

/** Builds what has changed since the last build. Needs no environment: configuration is read when the servers start. */
export async function buildIfNeeded() {
  await must(runNode(["scripts/bundle.mjs"]), "The bundles could not be built.");
  const hash = hashOfNext();
  const isBuilt = () => existsSync(marker) && readFileSync(marker, "utf8") === hash;
  if (isBuilt()) return;
  await prepareAlone(async () => {
    if (!isBuilt()) await buildNext(hash);
  });
}

async function buildNext(hash) {
  console.log("Building the application: about half a minute…");
  const start = Date.now();
  await must(runNode(["node_modules/next/dist/bin/next", "build"]), "next build failed.");
  writeFileSync(marker, hash);
  console.log(`Built in ${Math.round((Date.now() - start) / 1000)} s.`);
}

async function must(code, complaint) {
  if ((await code) !== 0) throw new Error(complaint);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildIfNeeded();
