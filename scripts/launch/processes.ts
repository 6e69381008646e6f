import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The command line of a process, null when there is no such process. */
export function commandOf(pid: number): string | null {
  if (process.platform !== "linux") return ps(pid, "args");
  return readProc(pid, "cmdline")?.replaceAll("\0", " ") ?? null;
}

/** The parent of a process, null when there is no such process. */
export function parentOf(pid: number): number | null {
  const parent =
    process.platform === "linux" ? /\) \S (\d+)/.exec(readProc(pid, "stat") ?? "")?.[1] : ps(pid, "ppid");
  return parent ? Number(parent) : null;
}

// Small Linux images have no `ps`.
function readProc(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8") || null;
  } catch {
    return null;
  }
}

function ps(pid: number, column: string): string | null {
  try {
    return execFileSync("ps", ["-o", `${column}=`, "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}
