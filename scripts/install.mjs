import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./node.mjs";

/**
 * Sees to it that node_modules is what package-lock.json says, patches included. The processes of npm write to the
 * terminal, so that a first start shows what it is doing.
 */
export function ensureInstalled() {
  if (!isInstalled()) {
    console.log("Installing packages (npm ci): about a minute at the first start…");
    const start = Date.now();
    run(npm(["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]), "npm ci failed.");
    console.log(`Packages installed in ${Math.round((Date.now() - start) / 1000)} s.`);
  }
  ensurePatched();
}

/** Applies scripts/patches/ where `npm ci --ignore-scripts` left them out. */
export function ensurePatched() {
  if (unappliedPatches().length === 0) return;
  run(
    [process.execPath, ["node_modules/patch-package/index.js", "--patch-dir", "scripts/patches"]],
    "The patches of scripts/patches/ could not be applied.",
  );
  const left = unappliedPatches();
  if (left.length > 0) throw new Error(`Not applied: ${left.join(", ")}. Run npm ci and try again.`);
}

function isInstalled() {
  const wanted = readLock("package-lock.json");
  const found = readLock("node_modules/.package-lock.json");
  if (wanted === null || found === null) return false;
  return Object.entries(wanted.packages).every(
    ([path, { version, optional }]) =>
      path === "" || found.packages[path]?.version === version || (optional && !(path in found.packages)),
  );
}

function readLock(name) {
  const file = join(root, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
}

/** The patches of which an added line is missing in the file that it belongs to. */
export function unappliedPatches() {
  return readdirSync(join(root, "scripts/patches")).filter((name) => {
    let target = "";
    for (const line of readFileSync(join(root, "scripts/patches", name), "utf8").split("\n")) {
      if (line.startsWith("+++ b/")) {
        const file = join(root, line.slice("+++ b/".length));
        target = existsSync(file) ? readFileSync(file, "utf8") : "";
      } else if (line.startsWith("+") && !target.includes(line.slice(1))) {
        return true;
      }
    }
    return false;
  });
}

// Under `npm start` the very npm that the user ran; otherwise the one on the PATH.
function npm(args) {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js") ? [process.execPath, [script, ...args]] : ["npm", args];
}

function run([command, args], complaint) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error(error ? `${complaint} ${error.message}` : complaint);
}
