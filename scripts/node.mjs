// Runs on Node 20 with nothing installed: plain JavaScript, built-in modules only.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** The Node to run the project with: this one if new enough, else the one that npm installed for us. */
export function findNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return process.execPath;
  const packaged = join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(packaged)) return packaged;
  throw new Error(
    `Mostik needs Node 22.13 or newer; this is ${process.versions.node}, and there is no packaged Node for ` +
      `${process.platform}-${process.arch}. Install Node 24 from https://nodejs.org and try again.`,
  );
}

/** An environment in which child processes, `npx` and `#!/usr/bin/env node` find the right Node, too. */
export function nodeEnvironment(node = findNode()) {
  const path = [dirname(node), join(root, "node_modules/.bin"), process.env.PATH ?? ""].join(":");
  return { NEXT_TELEMETRY_DISABLED: "1", ...process.env, PATH: path };
}

/** Runs a script with the right Node in the terminal of this process; resolves to its exit code. */
export function runNode(args, options = {}) {
  const node = findNode();
  const child = spawn(node, args, { cwd: root, stdio: "inherit", env: nodeEnvironment(node), ...options });
  const pass = (signal) => child.kill(signal);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code ?? 1);
    });
  });
}
