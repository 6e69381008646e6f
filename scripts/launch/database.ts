import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { type EmbeddedPostgres, startPostgres } from "@/sandbox/postgres/postgres";
import { keepBounded } from "@/scripts/launch/log-file";
import { RestartLimit } from "@/scripts/launch/restart-limit";

const DATABASE_NAME = "mostik";

export interface DatabaseOptions {
  folder: string;
  /** Tried first; the next free one is taken at the first start when it is in use. */
  port: number;
  say: (line: string) => void;
  /** Called when it died so often that another try would be vain. */
  onGivenUp: (error: Error) => void;
}

/** The embedded PostgreSQL. When it dies by itself, it is started again where its clients look for it. */
export class Database {
  readonly #options: DatabaseOptions;
  readonly #limit = new RestartLimit();
  #server: Promise<EmbeddedPostgres> | null = null;
  #stopping = false;
  #leaveLog = (): void => {};

  constructor(options: DatabaseOptions) {
    this.#options = options;
  }

  /** Starts it, makes the product's database in it at the first start, and resolves with the address of that. */
  async start(): Promise<string> {
    const { folder, port } = this.#options;
    this.#server = startPostgres({ folder, port, ...settings });
    const server = await this.#server;
    this.#leaveLog = keepBounded(server.logFile);
    await makeDatabase(server);
    this.#watch(server);
    return server.url(DATABASE_NAME);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#leaveLog();
    const server = await this.#server?.catch(() => null);
    await server?.stop();
  }

  #watch(server: EmbeddedPostgres): void {
    void server.ended.then(() => this.#restart(server.port));
  }

  async #restart(port: number): Promise<void> {
    const { folder, say, onGivenUp } = this.#options;
    let reason: unknown = "see its log";
    while (!this.#stopping) {
      const pauseMs = this.#limit.next(Date.now());
      if (pauseMs === null) {
        onGivenUp(new Error(`PostgreSQL does not stay up (${folder}): ${reason}`));
        return;
      }
      say("PostgreSQL ended unexpectedly; starting it again.");
      await sleep(pauseMs, undefined, { ref: false });
      if (this.#stopping) return;
      try {
        this.#server = startPostgres({ folder, port, samePort: true, ...settings });
        this.#watch(await this.#server);
        return;
      } catch (error) {
        reason = error;
      }
    }
  }
}

const settings = { durable: true, maxConnections: 200 };

async function makeDatabase(server: EmbeddedPostgres): Promise<void> {
  const sql = postgres(server.url("postgres"), { max: 1, onnotice: () => {} });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${DATABASE_NAME}`;
    if (found === undefined) await sql.unsafe(`create database ${DATABASE_NAME}`);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
