import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import type { Variables } from "@/scripts/launch/env-file";
import { readableStacks } from "@/scripts/readable-stacks.mjs";

/** Runs a bundle to its end. @throws {Error} with the end of its output when it fails. */
export async function runOnce(bundle: string, env: Variables, logFile: string): Promise<void> {
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(process.execPath, [...readableStacks, `.build/${bundle}.mjs`], {
    env: { NODE_ENV: "production", ...env },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  if (code === 0) return;
  const tail = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-15).join("\n");
  throw new Error(`${bundle} failed. The end of ${logFile}:\n${tail}`);
}
