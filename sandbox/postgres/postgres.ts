import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, closeSync, openSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { freePort } from "@/sandbox/free-port";
import { type Account, chooseAccount, plainEnvironment, reachableFolder } from "@/sandbox/postgres/account";
import { locateBinaries } from "@/sandbox/postgres/binaries";
import { initialise, SUPERUSER } from "@/sandbox/postgres/initialise";
import { stopLeftover, stopProcess } from "@/sandbox/postgres/leftover";
import { watchParent } from "@/sandbox/watch-parent";

const READY_TIMEOUT_MS = 60_000;
const ATTEMPTS = 5;

export interface PostgresOptions {
  /** Where the cluster, its password and its log live. */
  folder: string;
  /** Tried first; the next free one is taken when it is in use. Any free port when left out. */
  port?: number;
  /** No other port will do: its clients are connected to this one. */
  samePort?: boolean;
  /** Whether a commit survives a loss of power. Tests give it up for speed. */
  durable: boolean;
  maxConnections?: number;
}

export interface EmbeddedPostgres {
  port: number;
  /** The address of a database in the cluster, with the credentials of its owner. */
  url: (database: string) => string;
  /** What the server has to say is appended here. */
  logFile: string;
  /** Resolves when the server has ended, on purpose or not. */
  ended: Promise<void>;
  stop: () => Promise<void>;
}

/**
 * Starts PostgreSQL on the loopback interface, making the cluster first if there is none and stopping a server
 * which a killed process left behind. The caller sees to it that one process at a time asks for a folder.
 *
 * @throws {Error} with the end of the server's log when it does not come up.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const account = chooseAccount();
  const binaries = locateBinaries(account);
  const folder = reachableFolder(resolve(options.folder), account);
  const { cluster, password } = await initialise(folder, binaries, account);
  for (let attempt = 1; ; attempt += 1) {
    await stopLeftover(cluster);
    const port = options.samePort && options.port ? options.port : await freePort(options.port);
    const log = join(folder, "log");
    const child = launch({ binaries, cluster, port, log, account, options });
    const url = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
    if (await isReady(child, url("postgres"))) return handle(child, { port, url, logFile: log });
    // A lock of a dead server, or a port taken in the meantime: both pass at the next try.
    if (attempt === ATTEMPTS) throw new Error(`PostgreSQL did not start:\n${lastLines(log)}`);
    await sleep(100 * attempt);
  }
}

interface Launch {
  binaries: string;
  cluster: string;
  port: number;
  log: string;
  account: Account;
  options: PostgresOptions;
}

function launch({ binaries, cluster, port, log, account, options }: Launch): ChildProcess {
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: options.maxConnections ?? 100,
    timezone: "UTC",
    log_timezone: "UTC",
    ...(options.durable ? {} : { fsync: "off", full_page_writes: "off", synchronous_commit: "off" }),
  };
  const output = openSync(log, "a", 0o600);
  chmodSync(log, 0o600);
  const child = spawn(
    join(binaries, "bin", "postgres"),
    ["-D", cluster, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    {
      ...account.credentials,
      cwd: "/",
      // A session of its own: Ctrl-C in the terminal must not end it before those who still use it.
      detached: true,
      env: plainEnvironment(),
      stdio: ["ignore", output, output],
    },
  );
  closeSync(output);
  child.on("error", () => {});
  return child;
}

async function isReady(child: ChildProcess, url: string): Promise<boolean> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null && child.pid && Date.now() < deadline) {
    const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {}, prepare: false });
    try {
      // Asking the process id would need rights; our password on our cluster is proof enough.
      await sql`select 1`;
      return true;
    } catch {
      await sleep(25);
    } finally {
      await sql.end({ timeout: 0 });
    }
  }
  if (child.pid && child.exitCode === null) await stopProcess(child.pid);
  return false;
}

function handle(
  child: ChildProcess,
  place: Pick<EmbeddedPostgres, "port" | "url" | "logFile">,
): EmbeddedPostgres {
  const stopWatching = watchParent(child.pid ?? 0);
  const ended = new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    child.once("exit", () => done());
  }).finally(stopWatching);
  child.unref();
  return {
    ...place,
    ended,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null && child.pid) await stopProcess(child.pid);
      stopWatching();
    },
  };
}

function lastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-12).join("\n");
}
