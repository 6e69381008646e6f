import { execFile, execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { makeThrowawayFolder } from "@/sandbox/postgres/throwaway";
import { freePortRange } from "./free-ports";
import { type Running, run, stop, waitFor } from "./process";
import type { Demo, StackInfo } from "./stack";

type Ports = StackInfo["ports"] & { postgres: number };

export interface Ended {
  code: number | null;
  output: string;
}

/** A product on a folder and ports of its own, started and stopped by the test itself. */
export class Installation {
  readonly dataDir = makeThrowawayFolder("launcher");
  readonly port: number;
  #launcher: Running | null = null;

  private constructor(port: number) {
    this.port = port;
  }

  static async make(): Promise<Installation> {
    return new Installation(await freePortRange(7));
  }

  get launcher(): Running {
    if (this.#launcher === null) throw new Error("It was not started.");
    return this.#launcher;
  }

  launch(overrides: Record<string, string> = {}, script = ".build/launch.mjs"): Running {
    return run(script, { ...this.#environment(), ...overrides });
  }

  /** Resolves when the launcher says that all is ready. */
  async start(overrides: Record<string, string> = {}): Promise<void> {
    this.#launcher = this.launch(overrides);
    await waitFor(this.url("/api/health"), this.#launcher);
    await expect.poll(() => this.output(), { timeout: 30_000 }).toContain("Mostik is ready");
  }

  async stop(): Promise<void> {
    if (this.#launcher !== null) await stop(this.#launcher);
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** Runs a command as an operator would, with nothing but the folder named; its output, or an error with it. */
  async command(...args: string[]): Promise<string> {
    const options = { env: this.#environment() };
    return (await promisify(execFile)(process.execPath, ["scripts/run.mjs", ...args], options)).stdout;
  }

  url = (path: string): string => `http://127.0.0.1:${this.port}${path}`;
  file = (name: string): string => join(this.dataDir, name);
  read = (name: string): string => readFileSync(this.file(name), "utf8");
  output = (): string => this.launcher.said.join("");
  demo = (): Demo => JSON.parse(this.read("demo.json")) as Demo;
  ports = (): Ports => JSON.parse(this.read("ports.json")) as Ports;

  /** The processes that were started for the folder: their environment or arguments name it. */
  processes(): string[] {
    const listing = execFileSync("ps", ["axeww", "-o", "pid=,args="], { encoding: "utf8", maxBuffer: 64e6 });
    // ps sets short numbers to the right.
    const lines = listing.split("\n").map((line) => line.trimStart());
    return lines.filter((line) => line.includes(this.dataDir) && !line.includes("playwright"));
  }

  pidOf(part: string): number {
    const line = this.processes().find((process) => process.includes(part));
    if (line === undefined) throw new Error(`No process of ${part} runs.`);
    return Number.parseInt(line, 10);
  }

  /** The process id of PostgreSQL, whose cluster may lie outside the folder. */
  postmaster(): number {
    const listing = execFileSync("ps", ["axww", "-o", "pid=,args="], { encoding: "utf8", maxBuffer: 64e6 });
    const port = `-c port=${this.ports().postgres} `;
    const line = listing.split("\n").find((process) => process.includes(port));
    if (line === undefined) throw new Error("PostgreSQL does not run.");
    return Number.parseInt(line, 10);
  }

  #environment(): NodeJS.ProcessEnv {
    return { ...process.env, MOSTIK_DATA_DIR: this.dataDir, PORT: String(this.port) };
  }
}

export async function endOf({ child, said }: Running): Promise<Ended> {
  if (child.exitCode === null && child.signalCode === null)
    await new Promise((resolve) => child.once("exit", resolve));
  return { code: child.exitCode, output: said.join("") };
}
