import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { frugal } from "@/scripts/frugal.mjs";

const thisBundle = process.argv[1] ?? "";

export interface Child {
  /** What it said of itself when it was ready. */
  ready: Record<string, string>;
  pid: number;
  /** Sends a request and waits for its answer; one at a time. */
  ask: <T>(request: object) => Promise<T>;
  stop: () => Promise<void>;
}

/** Starts this bundle once more, in a process of its own, in the given role. */
export async function startRole(role: string, env: Record<string, string> = {}): Promise<Child> {
  return await handle(forkFrugal(thisBundle, { ...env, BENCH_ROLE: role }));
}

/** Starts another bundle beside this one. */
export async function startBundle(name: string, env: Record<string, string>): Promise<Child> {
  return await handle(forkFrugal(join(dirname(thisBundle), `${name}.mjs`), env));
}

/** As the product's own processes are started. */
const forkFrugal = (path: string, env: Record<string, string>) =>
  fork(path, { env: frugal({ ...process.env, ...env }) });

async function handle(child: ChildProcess): Promise<Child> {
  const ended = once(child, "exit").then(() => {
    throw new Error("A process of the measurement ended too early.");
  });
  ended.catch(() => {});
  const next = async () => (await Promise.race([once(child, "message"), ended])) as unknown[];
  const [ready] = (await next()) as [Record<string, string>];
  return {
    ready,
    pid: child.pid ?? 0,
    ask: async <T>(request: object) => {
      child.send(request);
      const [answer] = await next();
      return answer as T;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

/** In a role: says that it is ready and answers requests until the parent is gone. */
export function serveParent<T>(ready: object, answer: (request: T) => Promise<object>): void {
  process.on("disconnect", () => process.exit(0));
  process.on("message", (request: T) => {
    void answer(request).then((result) => process.send?.(result));
  });
  process.send?.(ready);
}
