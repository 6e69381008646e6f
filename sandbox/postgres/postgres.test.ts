import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "@/sandbox/free-port";
import { chooseAccount, reachableFolder } from "@/sandbox/postgres/account";
import { type EmbeddedPostgres, startPostgres } from "@/sandbox/postgres/postgres";
import { makeThrowawayFolder } from "@/sandbox/postgres/throwaway";

let folder: string;

beforeAll(() => {
  folder = makeThrowawayFolder("postgres");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (name: string, port?: number) =>
  startPostgres({ folder: join(folder, name), durable: false, ...(port === undefined ? {} : { port }) });

async function ask(server: EmbeddedPostgres, query: string, url = server.url("postgres")) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(query);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

describe("the embedded PostgreSQL", () => {
  test("keeps its data over a stop, listens on the loopback interface alone and wants its password", async () => {
    const first = await start("kept");
    await ask(first, "create table kept (word text); insert into kept values ('мост')");
    await first.stop();
    const second = await start("kept", first.port);
    expect(second.port).toBe(first.port);
    expect((await ask(second, "select word from kept"))[0]).toEqual({ word: "мост" });
    expect((await ask(second, "show listen_addresses"))[0]).toEqual({ listen_addresses: "127.0.0.1" });
    expect((await ask(second, "show unix_socket_directories"))[0]).toEqual({ unix_socket_directories: "" });
    const wrong = second.url("postgres").replace(/:[^:@]+@/, ":wrong@");
    await expect(ask(second, "select 1", wrong)).rejects.toMatchObject({ code: "28P01" });
    await second.stop();
    expect(statSync(join(folder, "kept", "password")).mode & 0o777).toBe(0o600);
  });

  test("sorts and folds Russian text the same on every machine", async () => {
    const server = await start("russian");
    const [row] = await ask(
      server,
      "select lower('МОСТИК Ё') as lower, current_setting('server_encoding') as e",
    );
    expect(row).toEqual({ lower: "мостик ё", e: "UTF8" });
    await server.stop();
  });

  test("takes another port when the wanted one is in use", async () => {
    const port = await freePort();
    const other = createServer().listen(port, "127.0.0.1");
    const server = await start("port", port);
    expect(server.port).not.toBe(port);
    await server.stop();
    other.close();
  });

  test("recovers what was committed when it was killed itself, lock file and all", async () => {
    const server = await startPostgres({ folder: join(folder, "crashed"), durable: true });
    await ask(server, "create table kept (n int); insert into kept values (7)");
    const pid = Number.parseInt(
      readFileSync(join(folder, "crashed", "cluster", "postmaster.pid"), "utf8"),
      10,
    );
    process.kill(pid, "SIGKILL");
    await server.ended;
    const again = await start("crashed");
    expect((await ask(again, "select n from kept"))[0]).toEqual({ n: 7 });
    await again.stop();
  });

  test("goes away with the process that started it, and does not stand in the way of the next", async () => {
    const parent = await startInProcess("orphan");
    const pid = Number.parseInt(
      readFileSync(join(folder, "orphan", "cluster", "postmaster.pid"), "utf8"),
      10,
    );
    expect(isAlive(pid)).toBe(true);
    parent.kill("SIGKILL");
    const next = await start("orphan");
    await expect.poll(() => isAlive(pid)).toBe(false);
    await next.stop();
  });
});

test("a server that nobody watches over is stopped by the next start", async () => {
  const server = await start("stray");
  const file = join(folder, "stray", "cluster", "postmaster.pid");
  const stray = Number.parseInt(readFileSync(file, "utf8"), 10);
  const next = await start("stray");
  await server.ended;
  expect(Number.parseInt(readFileSync(file, "utf8"), 10)).not.toBe(stray);
  await next.stop();
});

test("data in a folder that PostgreSQL's user cannot enter is kept where it can", () => {
  const home = join(folder, "home");
  const account = { credentials: { uid: 65534, gid: 65534 }, home };
  mkdirSync(join(folder, "private"), { mode: 0o700 });
  expect(reachableFolder(join(folder, "open", "data"), account)).toBe(join(folder, "open", "data"));
  const moved = reachableFolder(join(folder, "private", "data"), account);
  expect(moved.startsWith(home)).toBe(true);
  expect(reachableFolder(join(folder, "private", "data"), account)).toBe(moved);
  expect(reachableFolder(join(folder, "private", "other"), account)).not.toBe(moved);
  expect(reachableFolder("/root/x", { credentials: {}, home })).toBe("/root/x");
});

test("root never runs it", () => {
  const { credentials } = chooseAccount();
  expect(credentials).toEqual(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {});
});

/** A process of its own that has started a server in `name`. */
async function startInProcess(name: string): Promise<ChildProcess> {
  const { build } = await import("esbuild");
  const outfile = join(process.cwd(), "node_modules", ".cache", `start-postgres-${process.pid}.mjs`);
  const contents = `
    import { startPostgres } from "@/sandbox/postgres/postgres";
    await startPostgres({ folder: process.argv[2], durable: false });
    process.send("ready");
    setInterval(() => {}, 1000);`;
  await build({
    stdin: { contents, resolveDir: process.cwd(), loader: "ts" },
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    tsconfig: "tsconfig.json",
  });
  const child = spawn(process.execPath, [outfile, join(folder, name)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", () => reject(new Error("it ended")));
  });
  rmSync(outfile);
  return child;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
