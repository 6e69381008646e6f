import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { readableStacks } from "@/scripts/readable-stacks.mjs";

const readyWithinMs = 90_000;
const stopWithinMs = 30_000;

export interface Running {
  child: ChildProcess;
  /** What it has said so far, for the error when it does not come up. */
  said: string[];
}

export function run(file: string, env: NodeJS.ProcessEnv, ...args: string[]): Running {
  const child = spawn(process.execPath, [...readableStacks, file, ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  return { child, said };
}

/** Waits until `url` answers 200, as long as the process lives. */
export async function waitFor(url: string, { child, said }: Running): Promise<void> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < readyWithinMs) {
    if (child.exitCode !== null) break;
    const answer = await fetch(url).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    await sleep(200);
  }
  throw new Error(`${url} did not come up.\n${said.join("")}`);
}

export async function stop({ child }: Running): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await Promise.race([
    ended,
    sleep(stopWithinMs, undefined, { ref: false }).then(() => child.kill("SIGKILL")),
  ]);
}
