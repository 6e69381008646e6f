import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { freePortRange } from "./support/free-ports";
import { type Running, run, stop, waitFor } from "./support/process";

// The life of `npm start` itself: on a folder and ports of its own, without a browser.
test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

let dataDir: string;
let port: number;
let launcher: Running;

test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "mostik-launcher-"));
  port = await freePortRange(6);
});
test.afterAll(async () => {
  await stop(launcher);
  rmSync(dataDir, { recursive: true, force: true });
});

function launch(overrides: Record<string, string> = {}): Running {
  return run(".build/launch.mjs", {
    ...process.env,
    MOSTIK_DATA_DIR: dataDir,
    PORT: String(port),
    ...overrides,
  });
}

async function startAndWait(): Promise<void> {
  launcher = launch();
  await waitFor(`http://127.0.0.1:${port}/api/health`, launcher);
  await expect.poll(() => launcher.said.join(""), { timeout: 30_000 }).toContain("Mostik is ready");
}

async function endOf({ child, said }: Running): Promise<{ code: number | null; output: string }> {
  if (child.exitCode === null) await new Promise((resolve) => child.once("exit", resolve));
  return { code: child.exitCode, output: said.join("") };
}

/** The processes that were started for our folder: their environment or arguments name it. */
function processesOfFolder(): string[] {
  const listing = execFileSync("ps", ["axeww", "-o", "pid=,args="], { encoding: "utf8", maxBuffer: 64e6 });
  return listing.split("\n").filter((line) => line.includes(dataDir) && !line.includes("playwright"));
}

test("a first start makes secrets for the owner alone, says where everything is, and answers", async () => {
  await startAndWait();
  const output = launcher.said.join("");
  expect(output).toContain(`http://localhost:${port}`);
  expect(output).toMatch(/Demo e-mail +\S+@\S+/);
  for (const name of ["env", "demo.json"])
    expect(statSync(join(dataDir, name)).mode & 0o777, name).toBe(0o600);
  const health = await fetch(`http://127.0.0.1:${port}/api/health`);
  expect(await health.json()).toMatchObject({ status: "ok", database: "ok", store: "ok", queue: "ok" });
});

test("a second launcher on the same data is refused in words, and so is a port in use", async () => {
  const second = await endOf(launch());
  expect(second.code).toBe(1);
  expect(second.output).toContain("already runs on");
  const other = mkdtempSync(join(tmpdir(), "mostik-other-"));
  const blocked = await endOf(launch({ MOSTIK_DATA_DIR: other }));
  rmSync(other, { recursive: true });
  expect(blocked.code).toBe(1);
  expect(blocked.output).toContain(`Port ${port} is in use`);
});

test("when the launcher is killed, no child outlives it, and the next start finds everything", async () => {
  const before = readFileSync(join(dataDir, "demo.json"), "utf8");
  launcher.child.kill("SIGKILL");
  await expect.poll(processesOfFolder, { timeout: 30_000 }).toEqual([]);
  const startedAt = performance.now();
  await startAndWait();
  test
    .info()
    .annotations.push({ type: "second start, ms", description: String(performance.now() - startedAt) });
  expect(readFileSync(join(dataDir, "demo.json"), "utf8")).toBe(before);
});

test("a server that dies is started again", async () => {
  const server = processesOfFolder().find((line) => line.includes(".build/server.mjs"));
  process.kill(Number.parseInt(server ?? "", 10), "SIGKILL");
  await expect.poll(() => launcher.said.join("")).toContain("starting it again");
  await waitFor(`http://127.0.0.1:${port}/api/health`, launcher);
});

test("asked to stop, it stops every child and leaves no lock", async () => {
  launcher.child.kill("SIGINT");
  const { code, output } = await endOf(launcher);
  expect(code).toBe(0);
  expect(output).toContain("Stopped.");
  expect(processesOfFolder()).toEqual([]);
  expect(existsSync(join(dataDir, "launcher.pid"))).toBe(false);
});
