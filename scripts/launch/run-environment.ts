import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { variableNames } from "@/lib/env";
import { readEnvFile, type Variables } from "@/scripts/launch/env-file";
import { isLocked } from "@/scripts/launch/lock";

const fileIn = (dataDir: string) => join(dataDir, "running.json");
const variables = z.record(z.string(), z.string());

/**
 * Leaves what the servers run with in the data folder, for the owner's eyes alone, so that the commands of an operator
 * reach the same database with the same keys. Of what the launcher was given, only what the product reads is kept.
 */
export function writeRunEnvironment(dataDir: string, env: Variables, given: Variables): void {
  const kept = Object.entries(env).filter(([name]) => given[name] === undefined || variableNames.has(name));
  const partial = `${fileIn(dataDir)}.partial`;
  rmSync(partial, { force: true });
  writeFileSync(partial, JSON.stringify(Object.fromEntries(kept)), { mode: 0o600 });
  renameSync(partial, fileIn(dataDir));
}

export function removeRunEnvironment(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/**
 * Fills `given` up with what the servers of `npm start` run with, for a command that an operator starts beside them.
 * A database that was named is somebody else's installation: then nothing of it is mixed in.
 *
 * @throws {Error} in words for the operator: no database at all, or keys that the running servers do not have.
 */
export function joinRunning(given: NodeJS.ProcessEnv): void {
  if (given.MOSTIK_LAUNCHER_PID) return;
  const dataDir = resolve(given.MOSTIK_DATA_DIR || ".data");
  const running = readRunning(dataDir);
  const named = given.DATABASE_URL || given.DATABASE_DIRECT_URL;
  if (named && ![running.DATABASE_URL, running.DATABASE_DIRECT_URL].includes(named)) return;
  if (running.DATABASE_URL === undefined)
    throw new Error(
      `DATABASE_URL is not set, and nothing runs on ${dataDir}. Start Mostik first (npm start), or say which database is meant.`,
    );
  requireSameKeys(given, running, join(dataDir, "env"));
  for (const [name, value] of Object.entries(running)) given[name] ||= value;
}

// A launcher that was killed leaves its file behind, which tells of servers that are gone.
function readRunning(dataDir: string): Variables {
  if (!existsSync(fileIn(dataDir)) || !isLocked(dataDir)) return {};
  return variables.parse(JSON.parse(readFileSync(fileIn(dataDir), "utf8")));
}

// What is sealed with a key that the servers do not have yet would not open there.
function requireSameKeys(given: NodeJS.ProcessEnv, running: Variables, file: string): void {
  const configured = given.ENCRYPTION_KEYS || readEnvFile(file).ENCRYPTION_KEYS;
  if (configured === undefined || configured === running.ENCRYPTION_KEYS) return;
  throw new Error(
    "ENCRYPTION_KEYS has changed since the servers were started: restart them first, so that they can open what is sealed now.",
  );
}
