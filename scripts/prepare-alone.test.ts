import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, expect, onTestFinished, test } from "vitest";

let folder: string;

// Tells when it is at work, and works until it is told to end.
const worker = `
  import { prepareAlone } from ${JSON.stringify(pathToFileURL(resolve("scripts/prepare-alone.mjs")).href)};
  await prepareAlone(async () => {
    process.send("at work");
    await new Promise((resolve) => process.once("message", resolve));
  }, process.argv[2]);
  process.disconnect();`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mostik-prepare-"));
  writeFileSync(join(folder, "worker.mjs"), worker);
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

interface Worker {
  child: ChildProcess;
  atWork: Promise<unknown>;
  hasBegun: () => boolean;
}

function start(): Worker {
  const child = fork(join(folder, "worker.mjs"), [folder], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  let begun = false;
  const atWork = once(child, "message").then(() => {
    begun = true;
  });
  return { child, atWork, hasBegun: () => begun };
}

test.each([
  ["is done", (child: ChildProcess) => child.send("end")],
  ["is killed", (child: ChildProcess) => child.kill("SIGKILL")],
])("whoever comes second says so and waits until the first %s", async (_, end) => {
  const first = start();
  await first.atWork;
  const second = start();
  if (second.child.stdout === null) throw new Error("It says nothing.");
  expect(String((await once(second.child.stdout, "data"))[0])).toContain("waiting for it");
  expect(second.hasBegun()).toBe(false);
  end(first.child);
  await second.atWork;
});
