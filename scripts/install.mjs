import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./node.mjs";

/**
 * Sees to it that node_modules is what package-lock.json says, patches included. The processes of npm write to the
 * terminal, so that a first start shows what it is doing.
 */
export function ensureInstalled() {
  if (!isInstalled()) install();
  if (unappliedPatches().length === 0) return;
  // `npm ci --ignore-scripts` leaves the patches out. An older version of one is only got rid of with its package.
  spawnSync(process.execPath, ["node_modules/patch-package/index.js", "--patch-dir", "scripts/patches"], {
    cwd: root,
    stdio: "ignore",
  });
  if (unappliedPatches().length > 0) install();
  const left = unappliedPatches();
  if (left.length > 0) throw new Error(`These patches could not be applied: ${left.join(", ")}.`);
}

function install() {
  console.log("Installing packages (npm ci): about a minute at the first start…");
  const start = Date.now();
  const [command, args] = npm(["ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"]);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error(error ? `npm ci failed: ${error.message}` : "npm ci failed.");
  console.log(`Packages installed in ${Math.round((Date.now() - start) / 1000)} s.`);
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
function unappliedPatches() {
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
