import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * A folder for the servers of one run of the tests. Runs side by side get folders of their own; the next run finds
 * the cluster and the migrated template of an earlier one and starts in no time.
 */
export function claimSlot(): { folder: string; release: () => void } {
  const base = resolve(process.env.MOSTIK_DATA_DIR ?? ".data", "test");
  mkdirSync(base, { recursive: true });
  for (let number = 0; ; number += 1) {
    const lock = join(base, `${number}.lock`);
    if (take(lock))
      return { folder: join(base, String(number)), release: () => rmSync(lock, { force: true }) };
  }
}

function take(lock: string): boolean {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return true;
    } catch {
      if (isHeld(lock)) return false;
      rmSync(lock, { force: true });
    }
  }
  return false;
}

function isHeld(lock: string): boolean {
  try {
    const pid = Number.parseInt(readFileSync(lock, "utf8"), 10);
    return Number.isNaN(pid) || process.kill(pid, 0);
  } catch {
    return false;
  }
}
