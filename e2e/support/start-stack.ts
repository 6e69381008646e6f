import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readSecrets } from "@/scripts/launch/env-file";
import { makeEnvironment, makePlan } from "@/scripts/launch/plan";
import { freePortRange } from "./free-ports";
import { type Running, run, stop, waitFor } from "./process";
import { stackFile } from "./stack";

/**
 * Starts the whole product as `npm start` does, on data and ports of its own and without the worker,
 * so that tests say when jobs and sweeps run; and a second server whose API goes through Next's
 * router. Gives the function that stops both.
 */
export default async function startStack(): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "mostik-e2e-"));
  const port = await freePortRange();
  const own = { MOSTIK_DATA_DIR: dataDir, PORT: String(port), MOSTIK_WORKER: "0", LOG_LEVEL: "warn" };
  const launcher = run(".build/launch.mjs", { ...process.env, ...own });
  const running: Running[] = [launcher];
  const end = async () => {
    for (const one of running.reverse()) await stop(one);
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(stackFile, { force: true });
  };
  try {
    await waitFor(`http://127.0.0.1:${port}/api/health`, launcher);
    await waitForDemo(dataDir);
    const nextPort = await freePortRange();
    const second = run(".build/server.mjs", secondServer(dataDir, port, nextPort));
    running.push(second);
    await waitFor(`http://127.0.0.1:${nextPort}/api/health`, second);
    mkdirSync(".e2e", { recursive: true });
    const cronSecret = readSecrets(dataDir).CRON_SECRET;
    const info = { dataDir, port, nextPort, ports: readPorts(dataDir), cronSecret };
    writeFileSync(stackFile, JSON.stringify(info), { mode: 0o600 });
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

/** The environment of the first server, but for its port and door. */
function secondServer(dataDir: string, appPort: number, port: number): NodeJS.ProcessEnv {
  const ports = readPorts(dataDir);
  const password = readFileSync(join(dataDir, "postgres", "password"), "utf8");
  const databaseUrl = `postgres://mostik:${password}@127.0.0.1:${ports.postgres}/mostik`;
  const secrets = readSecrets(dataDir);
  const plan = makePlan({});
  const environment = makeEnvironment({
    plan,
    given: {},
    secrets,
    ports,
    appPort,
    dataDir,
    development: false,
    databaseUrl,
  });
  return { ...process.env, ...environment, PORT: String(port), MOSTIK_API_DOOR: "next", LOG_LEVEL: "warn" };
}

function readPorts(dataDir: string) {
  return JSON.parse(readFileSync(join(dataDir, "ports.json"), "utf8"));
}

/** The demo account is made while the server comes up. */
async function waitForDemo(dataDir: string): Promise<void> {
  for (let tries = 0; tries < 300 && !existsSync(join(dataDir, "demo.json")); tries++) await sleep(100);
}
