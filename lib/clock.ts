import "server-only";
import { readFileSync, statSync } from "node:fs";
import { env } from "@/lib/env";

let offset = { seen: "", ms: 0 };

/**
 * The time now. In the sandbox it is shifted by the offset, in milliseconds, that the sandbox
 * keeps in a file, so that one "advance the clock" moves the providers and the product together.
 */
export function systemNow(): Date {
  return new Date(Date.now() + clockOffsetMs());
}

/** By how many milliseconds the sandbox has moved the time, for everybody alike; 0 outside of it. */
export function clockOffsetMs(): number {
  const file = env().MOSTIK_SANDBOX_CLOCK;
  return file === undefined ? 0 : readOffset(file);
}

function readOffset(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  // The inode tells two writes within one tick of the file system's clock apart.
  const seen = stat === undefined ? "" : `${stat.ino}:${stat.mtimeMs}`;
  if (seen !== offset.seen) {
    const ms = stat === undefined ? 0 : Number(readFileSync(file, "utf8"));
    offset = { seen, ms: Number.isFinite(ms) ? ms : 0 };
  }
  return offset.ms;
}

/** By how many seconds our clock is ahead of the machine's: 0 outside the sandbox. */
export function systemClockSkewSeconds(): number {
  return Math.round((systemNow().getTime() - Date.now()) / 1000);
}
