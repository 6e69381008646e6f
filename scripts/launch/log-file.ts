import { closeSync, openSync, readSync, renameSync, statSync, truncateSync, writeFileSync } from "node:fs";

const LIMIT_BYTES = 10 * 1024 * 1024;
const EVERY_MS = 1_000;

/** Opens a log for a process to append to. */
export function openLog(file: string): number {
  return openSync(file, "a", 0o600);
}

/**
 * Looks after a log while somebody writes it, so that it and one older file stay near the limit. Returns how to end that.
 *
 * @param limitBytes of each of the two
 */
export function keepBounded(file: string, limitBytes = LIMIT_BYTES, everyMs = EVERY_MS): () => void {
  const timer = setInterval(() => cutBack(file, limitBytes), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Moves what a log holds to `<file>.1` once it is over the limit, of more than the limit its end. The writer holds the
 * file open and appends, so it is emptied and not renamed: what comes in between the two steps is lost.
 */
export function cutBack(file: string, limitBytes: number): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= limitBytes) return;
  const partial = `${file}.1.partial`;
  writeFileSync(partial, readEnd(file, size, limitBytes), { mode: 0o600 });
  truncateSync(file);
  renameSync(partial, `${file}.1`);
}

function readEnd(file: string, size: number, limitBytes: number): Buffer {
  const end = Buffer.alloc(limitBytes);
  const source = openSync(file, "r");
  try {
    return end.subarray(0, readSync(source, end, 0, limitBytes, size - limitBytes));
  } finally {
    closeSync(source);
  }
}
