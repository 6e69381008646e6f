import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { KillPoint } from "./trace";

export interface Target {
  connectionId: string;
  projectId: string;
}

export type Order =
  | { type: "round"; seed: number; forMs: number; lanes: number; kill: KillPoint | null; targets: Target[] }
  | { type: "ask"; target: Target }
  | { type: "sweep" };

export interface Report {
  type: "idle";
  /** How often work of the round ended in which error. */
  errors: Record<string, number>;
}

interface Member {
  child: ChildProcess;
  died: Promise<"died">;
  skewMs: number;
}

/** Longer than a call's time-out and whatever comes after it. */
const patienceMs = 45_000;

/** The processes that refresh: ended by themselves at the points they are told, and started anew. */
export class Fleet {
  readonly #script: string;
  readonly #folder: string;
  readonly #members: Member[] = [];
  #started = 0;
  kills = 0;
  readonly errors = new Map<string, number>();

  constructor(script: string, folder: string) {
    this.#script = script;
    this.#folder = folder;
  }

  /** One process for each clock, which is ahead of the machine's by so many milliseconds. */
  async start(skewsMs: readonly number[]): Promise<void> {
    this.#members.push(...(await Promise.all(skewsMs.map(async (skewMs) => await this.#spawn(skewMs)))));
  }

  get size(): number {
    return this.#members.length;
  }

  /** Gives one process an order; resolves when it is idle again, or was killed and replaced. */
  async order(index: number, order: Order): Promise<void> {
    const member = this.#members[index];
    if (member === undefined) return;
    member.child.send(order);
    const outcome = await Promise.race([this.#idle(member.child), member.died, stuck()]);
    if (outcome === "stuck") throw new Error(`A refresher was not done after ${patienceMs} ms.`);
    if (outcome !== "died") return;
    if (member.child.signalCode !== "SIGKILL") throw new Error("A refresher ended by itself.");
    this.kills += 1;
    this.#members[index] = await this.#spawn(member.skewMs);
  }

  async orderAll(order: (index: number) => Order): Promise<void> {
    await Promise.all(this.#members.map(async (_, index) => await this.order(index, order(index))));
  }

  stop(): void {
    for (const { child } of this.#members) child.kill("SIGKILL");
  }

  async #spawn(skewMs: number): Promise<Member> {
    const trace = join(this.#folder, `${this.#started++}.jsonl`);
    const child = fork(this.#script, {
      env: { ...process.env, CHAOS_TRACE: trace, CHAOS_SKEW_MS: String(skewMs) },
    });
    const died = once(child, "exit").then(() => "died" as const);
    await this.#idle(child);
    return { child, died, skewMs };
  }

  async #idle(child: ChildProcess): Promise<"idle"> {
    const [{ errors }] = (await once(child, "message")) as [Report];
    for (const [name, count] of Object.entries(errors)) {
      this.errors.set(name, (this.errors.get(name) ?? 0) + count);
    }
    return "idle";
  }
}

async function stuck(): Promise<"stuck"> {
  return await new Promise((resolve) => setTimeout(() => resolve("stuck"), patienceMs).unref());
}
