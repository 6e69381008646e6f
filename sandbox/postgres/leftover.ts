import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const STOP_TIMEOUT_MS = 10_000;

/**
 * Stops a server that outlived the process that started it, and waits until it has gone.
 * A lock file whose process is dead, or is something else by now, is left to PostgreSQL, which replaces it.
 */
export async function stopLeftover(cluster: string): Promise<void> {
  const pid = readPostmasterPid(cluster);
  if (pid === null || !isPostmasterOf(pid, cluster)) return;
  await stopProcess(pid);
}

/** Fast shutdown (SIGINT), immediate shutdown (SIGQUIT) when that takes too long. */
export async function stopProcess(pid: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!signalProcess(pid, signal)) return;
    if (await hasGone(pid, STOP_TIMEOUT_MS)) return;
  }
}

function readPostmasterPid(cluster: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, "postmaster.pid"), "utf8"), 10);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
}

// Numbers of processes are reused: without this check a stranger could be stopped.
function isPostmasterOf(pid: number, cluster: string): boolean {
  if (process.platform !== "linux") return signalProcess(pid, 0);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(cluster);
  } catch {
    return false;
  }
}

async function hasGone(pid: number, timeoutMs: number): Promise<boolean> {
  for (let waited = 0; waited < timeoutMs; waited += 20) {
    if (!signalProcess(pid, 0)) return true;
    await sleep(20);
  }
  return false;
}

function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
