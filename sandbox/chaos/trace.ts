import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where in a refresh a process kills itself: in the order in which a refresh passes them. */
export const killPoints = ["before_call", "after_sending", "after_answer", "after_commit"] as const;
export type KillPoint = (typeof killPoints)[number];

/**
 * What a refresher writes down, synchronously and before going on, so that it outlives its own
 * SIGKILL. `token` is the prefix of the SHA-256 by which the providers log it, too.
 */
export interface TraceLine {
  event: "sending" | "sent" | "answered" | "killed";
  /** The process. */
  pid: number;
  /** Milliseconds of the machine's clock. */
  at: number;
  token: string | null;
  /** With `answered`: the HTTP status that came. */
  status?: number;
  point?: KillPoint;
}

/** Everything that the refreshers of a run have written into a folder. */
export function readTraces(folder: string): TraceLine[] {
  const lines = readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), "utf8")
      .split("\n")
      .filter((line) => line !== ""),
  );
  return lines.map((line) => JSON.parse(line) as TraceLine);
}
