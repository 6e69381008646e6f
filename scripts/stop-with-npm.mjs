import { readFileSync } from "node:fs";

const EVERY_MS = 500;

/**
 * Under `npm start`, asks this process to stop when npm is gone: a killed npm tells nobody, and what it leaves
 * running would hold the port. Started otherwise, a process may outlive its parent.
 */
export function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const before = ancestors();
  setInterval(() => {
    if (ancestors() !== before) process.kill(process.pid, "SIGTERM");
  }, EVERY_MS).unref();
}

// npm runs a script by way of a shell, which may stay between the two.
function ancestors() {
  try {
    const [, shell] = /\) \S (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, "utf8")) ?? [];
    return `${process.ppid} ${shell}`;
  } catch {
    return String(process.ppid);
  }
}
