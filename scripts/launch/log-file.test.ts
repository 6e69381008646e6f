import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { cutBack, keepBounded, openLog } from "@/scripts/launch/log-file";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mostik-log-"));
  file = join(folder, "log");
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

test("a log within its limit is left alone, and one that is not there is none", () => {
  cutBack(file, 10);
  const log = openLog(file);
  writeSync(log, "0123456789");
  closeSync(log);
  cutBack(file, 10);
  expect(readdirSync(folder)).toEqual(["log"]);
});

test("one over it begins anew for who holds it open, and its end is kept for the owner's eyes", () => {
  const log = openLog(file);
  writeSync(log, "lost-kept-kept");
  cutBack(file, 10);
  writeSync(log, "next");
  closeSync(log);
  expect(readFileSync(file, "utf8")).toBe("next");
  expect(readFileSync(`${file}.1`, "utf8")).toBe("-kept-kept");
  expect(statSync(`${file}.1`).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).sort()).toEqual(["log", "log.1"]);
});

test("a process that never ends writing is cut back while it runs, again and again", async () => {
  const limit = 20_000;
  const log = openLog(file);
  const script = `setInterval(() => console.log("x".repeat(999)), 1)`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", log, log] });
  closeSync(log);
  const end = keepBounded(file, limit, 10);
  onTestFinished(() => {
    end();
    child.kill("SIGKILL");
  });
  for (let times = 0; times < 3; times += 1) {
    await expect.poll(() => existsSync(`${file}.1`), { timeout: 15_000 }).toBe(true);
    expect(statSync(`${file}.1`).size).toBeLessThanOrEqual(limit);
    rmSync(`${file}.1`);
  }
});
