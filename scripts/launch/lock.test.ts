import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { isLocked, lockFolder } from "@/scripts/launch/lock";

const rounds = 20;
const launcher = `
  import { lockFolder } from "@/scripts/launch/lock";
  process.on("disconnect", () => process.exit());
  lockFolder(process.argv[2]).then(
    () => process.send({ pid: process.pid }),
    (error) => process.send({ refusal: error.message }, () => process.exit()),
  );`;
// As `npm start` does: the launcher knows by this parent that somebody still wants it.
const starter = `
  import { fork } from "node:child_process";
  const child = fork(new URL("launch.mjs", import.meta.url), process.argv.slice(2));
  child.on("message", (message) => process.send(message));
  child.on("exit", () => process.exit());
  process.on("disconnect", () => process.exit());`;

let bundles: string;
let dataDir: string;

beforeAll(async () => {
  bundles = mkdtempSync(join(tmpdir(), "mostik-lock-"));
  await build({
    stdin: { contents: launcher, resolveDir: process.cwd() },
    outfile: join(bundles, "launch.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
  });
  writeFileSync(join(bundles, "start.mjs"), starter);
});
afterAll(() => rmSync(bundles, { recursive: true }));
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "mostik-locked-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
});

type Answer = { pid: number } | { refusal: string };
interface Started {
  child: ChildProcess;
  answer: Answer;
}

async function start(): Promise<Started> {
  const child = fork(join(bundles, "start.mjs"), [dataDir]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const [answer] = (await once(child, "message")) as [Answer];
  return { child, answer };
}

test(`of several at once one gets the folder, and the others are refused plainly, ${rounds} times`, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const started = await Promise.all([start(), start(), start()]);
    const holders = started.filter(({ answer }) => "pid" in answer);
    const refusals = started.flatMap(({ answer }) => ("refusal" in answer ? [answer.refusal] : []));
    expect([holders.length, refusals.length], `round ${round}`).toEqual([1, 2]);
    for (const refusal of refusals) expect(refusal).toContain(`already runs on ${dataDir}`);
    await Promise.all(holders.map(killed));
  }
}, 120_000);

/** Kills the launcher itself, that can tidy nothing up; its parent ends after it. */
async function killed({ child, answer }: Started): Promise<void> {
  if (!("pid" in answer)) return;
  const gone = once(child, "exit");
  process.kill(answer.pid, "SIGKILL");
  await gone;
}

test("the refusal names the process that holds the folder", async () => {
  const { answer } = await start();
  if (!("pid" in answer)) throw new Error("It was refused.");
  expect((await start()).answer).toEqual({ refusal: expect.stringContaining(`(process ${answer.pid})`) });
});

test("a folder is known to be in use while its launcher lives, and not any longer", async () => {
  const holder = await start();
  expect(isLocked(dataDir)).toBe(true);
  await killed(holder);
  expect(isLocked(dataDir)).toBe(false);
});

test("whoever lets go leaves the folder to the next", async () => {
  (await lockFolder(dataDir))();
  expect(existsSync(join(dataDir, "launcher.pid"))).toBe(false);
  const unlock = await lockFolder(dataDir);
  expect(statSync(join(dataDir, "launcher.lock")).mode & 0o777).toBe(0o600);
  unlock();
});
