import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/sandbox/free-port";
import { makeThrowawayFolder } from "@/sandbox/postgres/throwaway";
import { isLocked } from "@/scripts/launch/lock";
import { givenEnvironment } from "../given-environment";
import { type Row, type Sample, timed } from "../measure";
import { hasBuild } from "../stage";

const warmSeconds = 5;
const freshSeconds = 120;

/** From `npm start` to its saying that all is ready: on a warm build, or with `--fresh` from a new clone on. */
export const coldStartRow: Row = {
  name: "cold start",
  bar: `warm ≤ ${warmSeconds} s, a fresh clone (--fresh) ≤ ${freshSeconds} s`,
  run: async ({ fresh }) => {
    const folder = makeThrowawayFolder("bench-start");
    try {
      return fresh ? await fromClone(folder) : await onWarmBuild(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** The first start makes a database and the demo account, the next ones find them. */
async function onWarmBuild(folder: string): Promise<Sample> {
  if (!hasBuild()) return { figures: {}, reached: null, note: "left out: needs `npm run build`" };
  const data = join(folder, "data");
  const first = await secondsToReady(process.cwd(), data);
  const next = await secondsToReady(process.cwd(), data);
  return {
    figures: { "on an empty folder, s": first, "on a used one, s": next },
    reached: Math.max(first, next) <= warmSeconds,
  };
}

async function fromClone(folder: string): Promise<Sample> {
  const clone = join(folder, "clone");
  execFileSync("git", ["clone", "--quiet", process.cwd(), clone]);
  const seconds = await secondsToReady(clone, join(folder, "data"));
  return { figures: { "from a fresh clone, s": seconds }, reached: seconds <= freshSeconds };
}

async function secondsToReady(folder: string, dataDir: string): Promise<number> {
  const port = String(await freePort());
  const env = { ...givenEnvironment, MOSTIK_DATA_DIR: dataDir, PORT: port };
  const child = spawn("npm", ["start"], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = once(child, "exit");
  let said = "";
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes("Mostik is ready")) resolve();
    });
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
  });
  const failed = ended.then(() => {
    throw new Error(`npm start ended:\n${said}`);
  });
  failed.catch(() => {});
  const ms = await timed(async () => await Promise.race([ready, failed]));
  child.kill("SIGTERM");
  await ended;
  // npm ends before what it has started.
  while (isLocked(dataDir)) await sleep(100);
  return ms / 1000;
}
