import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Variables } from "@/scripts/launch/env-file";
import { keepBounded, openLog } from "@/scripts/launch/log-file";
import { RestartLimit } from "@/scripts/launch/restart-limit";
import { readableStacks } from "@/scripts/readable-stacks.mjs";

// A little more than the slowest child, the worker, gives itself.
const STOP_TIMEOUT_MS = 27_000;

export interface ChildOptions {
  name: string;
  /** Script and arguments for Node. */
  args: string[];
  env: Variables;
  logFile: string;
  /** Shows what it prints instead of keeping it in the log file. */
  visible: boolean;
  say: (line: string) => void;
  /** Called when it died so often that another try would be vain. */
  onGivenUp: (error: Error) => void;
}

/**
 * A server in a process of its own that is started again when it dies. It leads a session of its own, so that Ctrl-C
 * in the terminal reaches the launcher alone, which then stops everyone in order; when the launcher is killed, the
 * channel between the two breaks and the child stops by itself (see lifeline.ts).
 */
export class Child {
  readonly #options: ChildOptions;
  #process: ChildProcess | null = null;
  #stopping = false;
  readonly #limit = new RestartLimit();
  readonly #leaveLog: () => void;

  constructor(options: ChildOptions) {
    this.#options = options;
    mkdirSync(dirname(options.logFile), { recursive: true });
    this.#leaveLog = options.visible ? () => {} : keepBounded(options.logFile);
  }

  /** Resolves with the message in which the child says that it is ready. */
  start(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const child = this.#spawn();
      child.once("message", resolve);
      child.once("exit", () => reject(new Error(this.#describeDeath())));
      child.once("error", reject);
    });
  }

  /** Starts a child that does not say when it is ready. */
  startQuietly(): void {
    this.#spawn();
  }

  /** Ends the process; it is started again unless `stop` was called. */
  restart(): void {
    this.#limit.forget();
    this.#process?.kill("SIGTERM");
  }

  /** Asks it to stop, and makes it stop when it takes too long. */
  async stop(timeoutMs = STOP_TIMEOUT_MS): Promise<void> {
    this.#stopping = true;
    this.#leaveLog();
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const late = sleep(timeoutMs, "late", { ref: false });
    if ((await Promise.race([gone, late])) === "late") child.kill("SIGKILL");
    await gone;
  }

  #spawn(): ChildProcess {
    const { args, env, logFile, visible } = this.#options;
    const log = visible ? null : openLog(logFile);
    const output = log ?? "inherit";
    const child = spawn(process.execPath, [...readableStacks, "--import", lifeline, ...args], {
      env: { NODE_ENV: "production", ...env, MOSTIK_LAUNCHER_PID: String(process.pid) },
      detached: true,
      stdio: ["ignore", output, output, "ipc"],
    });
    if (log !== null) closeSync(log);
    child.once("exit", () => this.#onExit());
    child.once("error", () => this.#onExit());
    this.#process = child;
    return child;
  }

  async #onExit(): Promise<void> {
    this.#process = null;
    if (this.#stopping) return;
    const pauseMs = this.#limit.next(Date.now());
    if (pauseMs === null) {
      this.#options.onGivenUp(new Error(this.#describeDeath()));
      return;
    }
    this.#options.say(`The ${this.#options.name} ended unexpectedly; starting it again.`);
    await sleep(pauseMs, undefined, { ref: false });
    if (!this.#stopping) this.#spawn();
  }

  #describeDeath(): string {
    const { name, visible, logFile } = this.#options;
    if (visible) return `The ${name} does not stay up.`;
    const tail = readFileSync(logFile, "utf8").trimEnd().split("\n").slice(-15).join("\n");
    return `The ${name} does not stay up. The end of ${logFile}:\n${tail}`;
  }
}

const lifeline = pathToFileURL(".build/lifeline.mjs").href;
