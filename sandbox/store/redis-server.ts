import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/sandbox/free-port";
import { openRedisStore } from "@/sandbox/store/redis-store";
import type { Store } from "@/sandbox/store/store";
import { watchParent } from "@/sandbox/watch-parent";

const READY_TIMEOUT_MS = 10_000;

/** One that hangs instead of saying its version would hang the start: it counts as none. */
export function hasRedisServer(): boolean {
  const atMost = { timeout: 5_000, killSignal: "SIGKILL" } as const;
  return spawnSync("redis-server", ["--version"], { ...atMost, stdio: "ignore" }).status === 0;
}

/** Starts the machine's own `redis-server` for this process alone: loopback, a password of one run, no files. */
export async function startRedisServer(): Promise<Store> {
  const port = await freePort();
  const password = randomBytes(24).toString("base64url");
  const child = spawn("redis-server", ["-"], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  // By way of standard input the password shows up in no list of processes.
  child.stdin.end(
    [
      `port ${port}`,
      "bind 127.0.0.1",
      `requirepass ${password}`,
      'save ""',
      "appendonly no",
      "daemonize no",
    ].join("\n"),
  );
  const stopWatching = watchParent(child.pid ?? 0);
  const ended = new Promise<void>((resolve) => {
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
  const stop = async () => {
    child.kill("SIGTERM");
    await ended;
    stopWatching();
  };
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (child.exitCode === null && child.pid !== undefined) {
    try {
      return await openRedisStore(`redis://:${password}@127.0.0.1:${port}`, stop);
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(25);
    }
  }
  stopWatching();
  throw new Error("redis-server ended at its start.");
}
