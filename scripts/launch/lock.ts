import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, parentOf } from "@/scripts/launch/processes";

const PATIENCE_MS = 10_000;
const SQLITE_BUSY = 5;
/** Longer than a command takes to look whether anybody holds the lock. */
const BUSY_MS = 250;

const lockIn = (dataDir: string) => join(dataDir, "launcher.lock");
const holderIn = (dataDir: string) => join(dataDir, "launcher.pid");

/**
 * Makes this process the only launcher of a data folder, until it lets go or ends in whatever way: the lock is the
 * operating system's, on a file that SQLite holds for us. A launcher that is just stopping is waited for.
 *
 * @throws {Error} naming the process that holds it.
 */
export async function lockFolder(dataDir: string): Promise<() => void> {
  for (let waited = 0; ; waited += 200) {
    const release = take(dataDir);
    if (release !== null) {
      writeFileSync(holderIn(dataDir), String(process.pid), { mode: 0o600 });
      return () => {
        rmSync(holderIn(dataDir), { force: true });
        release();
      };
    }
    const holder = readHolder(dataDir);
    if (holder === null || !isOrphan(holder) || waited >= PATIENCE_MS) throw alreadyRuns(dataDir, holder);
    await sleep(200);
  }
}

/** Whether a launcher runs on this folder now. */
export function isLocked(dataDir: string): boolean {
  const release = take(dataDir);
  release?.();
  return release === null;
}

function take(dataDir: string): (() => void) | null {
  // Asked for only here: where no launcher ever was, commands run on a Node that lacks it.
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const lock = new DatabaseSync(lockIn(dataDir), { timeout: BUSY_MS });
  try {
    lock.exec("begin exclusive");
    chmodSync(lockIn(dataDir), 0o600);
    return () => {
      if (lock.isOpen) lock.close();
    };
  } catch (error) {
    lock.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return null;
    throw error;
  }
}

function alreadyRuns(dataDir: string, holder: number | null): Error {
  const who = holder === null ? "" : ` (process ${holder})`;
  return new Error(
    `Mostik already runs on ${dataDir}${who}. Stop it first, or choose another folder: MOSTIK_DATA_DIR=… npm start`,
  );
}

/** The process that holds the lock; null when it has not said so yet. */
function readHolder(dataDir: string): number | null {
  const pid = Number.parseInt(readFileSync(holderIn(dataDir), { encoding: "utf8", flag: "a+" }), 10);
  return pid > 1 && commandOf(pid)?.includes("launch.mjs") ? pid : null;
}

// Its parent was killed: it is about to notice and to stop.
function isOrphan(pid: number): boolean {
  const parent = parentOf(pid);
  return parent === null || !commandOf(parent)?.includes("start.mjs");
}
