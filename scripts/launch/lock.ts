import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, parentOf } from "@/scripts/launch/processes";

const PATIENCE_MS = 10_000;

/**
 * Makes this process the only launcher of a data folder. The lock of a launcher that was killed is taken over; one
 * that is just stopping is waited for.
 *
 * @throws {Error} naming the process that holds it.
 */
export async function lockFolder(dataDir: string): Promise<() => void> {
  const file = join(dataDir, "launcher.pid");
  for (let waited = 0; ; waited += 200) {
    if (take(file)) return () => rmSync(file, { force: true });
    const holder = readHolder(file);
    if (holder === null) {
      rmSync(file, { force: true });
    } else if (!isOrphan(holder) || waited >= PATIENCE_MS) {
      throw new Error(
        `Mostik already runs on ${dataDir} (process ${holder}). Stop it first, or choose another folder: MOSTIK_DATA_DIR=… npm start`,
      );
    } else {
      await sleep(200);
    }
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    return false;
  }
}

/** The process that holds the lock; null when it is gone, or its number belongs to something else by now. */
function readHolder(file: string): number | null {
  const pid = Number.parseInt(readFileSync(file, { encoding: "utf8", flag: "a+" }), 10);
  return pid > 1 && commandOf(pid)?.includes("launch.mjs") ? pid : null;
}

// Its parent was killed: it is about to notice and to stop.
function isOrphan(pid: number): boolean {
  const parent = parentOf(pid);
  return parent === null || !commandOf(parent)?.includes("start.mjs");
}
