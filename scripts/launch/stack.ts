import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "@/db/migrate";
import { frugal } from "@/scripts/frugal.mjs";
import { Child } from "@/scripts/launch/child";
import { Database } from "@/scripts/launch/database";
import type { Variables } from "@/scripts/launch/env-file";
import { type EnvironmentInput, makeEnvironment, sandboxEnvironment } from "@/scripts/launch/environment";
import { waitUntilHealthy } from "@/scripts/launch/health";
import { runOnce } from "@/scripts/launch/once";
import { needsSandbox, wantsDemo } from "@/scripts/launch/plan";
import { removeRunEnvironment, writeRunEnvironment } from "@/scripts/launch/run-environment";
import { requireSameUpstreams } from "@/scripts/launch/same-upstreams";

// In the order in which they stop: first who serves people, last who keeps the data.
const stopOrder = ["bundler", "server", "worker", "sandbox", "store"] as const;
type ChildName = (typeof stopOrder)[number];

export type StackInput = Omit<EnvironmentInput, "databaseUrl"> & {
  say: (line: string) => void;
  onFailure: (error: Error) => void;
};

/** All the servers of one installation: started as far as possible at the same time, stopped in order. */
export class Stack {
  readonly #input: StackInput;
  readonly #children: Partial<Record<ChildName, Child>> = {};
  #database: Database | null = null;
  readonly #abort = new AbortController();

  constructor(input: StackInput) {
    this.#input = input;
  }

  /** Resolves with the environment of the children once the application answers that it is healthy. */
  async start(): Promise<Variables> {
    const { plan, dataDir, appPort } = this.#input;
    mkdirSync(join(dataDir, "sandbox"), { recursive: true });
    const early = makeEnvironment({ ...this.#input, databaseUrl: null });
    const [env] = await Promise.all([
      this.#startServer(),
      plan.store && this.#child("store", [".build/store.mjs"], storeEnvironment(early, this.#input)).start(),
      needsSandbox(plan) &&
        this.#child("sandbox", [".build/sandbox.mjs"], sandboxEnvironment(early, plan)).start(),
    ]);
    await Promise.all([
      waitUntilHealthy(`http://127.0.0.1:${appPort}/api/health`, this.#abort.signal),
      this.#seed(env),
    ]);
    this.#startHelpers(env);
    return env;
  }

  /** Stops everyone within a bounded time, the data last. */
  async stop(): Promise<void> {
    this.#abort.abort(new Error("stopped"));
    removeRunEnvironment(this.#input.dataDir);
    for (const name of stopOrder) await this.#children[name]?.stop();
    await this.#database?.stop();
  }

  #startDatabase(): Promise<string> {
    const { dataDir, ports, say, onFailure } = this.#input;
    const folder = join(dataDir, "postgres");
    this.#database = new Database({ folder, port: ports.postgres, say, onGivenUp: onFailure });
    return this.#database.start();
  }

  async #startServer(): Promise<Variables> {
    const databaseUrl = this.#input.plan.postgres ? await this.#startDatabase() : null;
    const env = makeEnvironment({ ...this.#input, databaseUrl });
    const direct = env.DATABASE_DIRECT_URL ?? env.DATABASE_URL ?? "";
    await migrate(direct);
    await requireSameUpstreams(direct, env);
    this.#abort.signal.throwIfAborted();
    writeRunEnvironment(this.#input.dataDir, env, this.#input.given);
    this.#child("server", [".build/server.mjs"], this.#small(env)).startQuietly();
    return env;
  }

  // Those for whom nobody waits come last, so that they take no processor from those for whom somebody does.
  #startHelpers(env: Variables): void {
    if (env.MOSTIK_WORKER !== "0")
      this.#child("worker", [".build/worker.mjs"], this.#small(env)).startQuietly();
    if (!this.#input.development) return;
    this.#child("bundler", ["scripts/bundle.mjs", "--watch"], env).startQuietly();
  }

  async #seed(env: Variables): Promise<void> {
    const { plan, given, dataDir } = this.#input;
    if (!wantsDemo(plan, given) || existsSync(join(dataDir, "demo.json"))) return;
    await runOnce("seed", env, join(dataDir, "logs", "seed.log"));
  }

  // The compiler of `next dev` needs its room.
  #small(env: Variables): Variables {
    return this.#input.development ? env : frugal(env);
  }

  #child(name: ChildName, args: string[], env: Variables): Child {
    const { dataDir, development, say, onFailure } = this.#input;
    const child = new Child({
      name,
      args,
      env,
      logFile: join(dataDir, "logs", `${name}.log`),
      visible: development,
      say,
      onGivenUp: onFailure,
    });
    this.#children[name] = child;
    return child;
  }
}

function storeEnvironment(env: Variables, { ports }: StackInput): Variables {
  return { ...env, STORE_PORT: String(ports.store), STORE_HOST: "127.0.0.1" };
}
