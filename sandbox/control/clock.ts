import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * The sandbox's own time: the machine's, shifted by an offset in milliseconds. With a file the offset is
 * shared with the product, which reads the same file; without one it lives in memory.
 */
export class SandboxClock {
  readonly #file: string | null;
  #offsetMs = 0;
  #seen = "";

  constructor(file: string | null) {
    this.#file = file;
  }

  get offsetMs(): number {
    if (this.#file === null) return this.#offsetMs;
    const stat = statSync(this.#file, { throwIfNoEntry: false });
    // The inode tells two writes within one tick of the file system's clock apart.
    const seen = stat === undefined ? "" : `${stat.ino}:${stat.mtimeMs}`;
    if (seen !== this.#seen) {
      const ms = stat === undefined ? 0 : Number(readFileSync(this.#file, "utf8"));
      this.#offsetMs = Number.isFinite(ms) ? ms : 0;
      this.#seen = seen;
    }
    return this.#offsetMs;
  }

  /** Unix time in milliseconds; unlike `Date.now()` it is shifted wherever it is called from. */
  nowMs(): number {
    return machineNow() + this.offsetMs;
  }

  now(): Date {
    return new Date(this.nowMs());
  }

  moveTo(offsetMs: number): void {
    this.#offsetMs = offsetMs;
    if (this.#file === null) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    const draft = `${this.#file}.${process.pid}.tmp`;
    writeFileSync(draft, String(Math.round(offsetMs)));
    renameSync(draft, this.#file);
  }
}

const machineNow = Date.now.bind(Date);
