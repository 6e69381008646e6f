import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeThrowawayFolder } from "@/sandbox/postgres/throwaway";
import { readSecrets } from "@/scripts/launch/env-file";
import { freePortRange } from "./free-ports";
import { run, stop, waitFor } from "./process";
import { stackFile } from "./stack";

/**
 * Starts the whole product as `npm start` does, on data and ports of its own and without the worker,
 * so that tests say when jobs and sweeps run. Gives the function that stops it.
 */
export default async function startStack(): Promise<() => Promise<void>> {
  const dataDir = makeThrowawayFolder("e2e");
  // The application, the six servers after it, and the second door.
  const port = await freePortRange(8);
  const nextPort = port + 7;
  const own = {
    MOSTIK_DATA_DIR: dataDir,
    PORT: String(port),
    MOSTIK_WORKER: "0",
    LOG_LEVEL: "warn",
    // Tests say for whom they ask, so that the limits of one do not hold up another.
    TRUSTED_PROXY_HOPS: "1",
    MOSTIK_NEXT_DOOR_PORT: String(nextPort),
  };
  const launcher = run(".build/launch.mjs", { ...process.env, ...own });
  const end = async () => {
    await stop(launcher);
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(stackFile, { force: true });
  };
  try {
    await waitFor(`http://127.0.0.1:${port}/api/health`, launcher);
    await waitForDemo(dataDir);
    mkdirSync(".e2e", { recursive: true });
    const { CRON_SECRET: cronSecret, UPSTASH_REDIS_REST_TOKEN: storeToken } = readSecrets(dataDir);
    const { DATABASE_URL: databaseUrl } = readJson(dataDir, "running.json");
    const info = {
      databaseUrl,
      dataDir,
      port,
      nextPort,
      ports: readJson(dataDir, "ports.json"),
      cronSecret,
      storeToken,
    };
    writeFileSync(stackFile, JSON.stringify(info), { mode: 0o600 });
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

function readJson(dataDir: string, name: string) {
  return JSON.parse(readFileSync(join(dataDir, name), "utf8"));
}

/** The demo account is made while the server comes up. */
async function waitForDemo(dataDir: string): Promise<void> {
  for (let tries = 0; tries < 300 && !existsSync(join(dataDir, "demo.json")); tries++) await sleep(100);
}
