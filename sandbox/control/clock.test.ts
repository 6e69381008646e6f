import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SandboxClock } from "./clock";
import { withShiftedTime } from "./shifted-time";

it("shares its offset with whoever reads the same file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "clock-"));
  const file = join(folder, "sandbox", "clock");
  const [mine, theirs] = [new SandboxClock(file), new SandboxClock(file)];
  expect(theirs.offsetMs).toBe(0);
  mine.moveTo(1000);
  expect(theirs.offsetMs).toBe(1000);
  mine.moveTo(2000);
  expect(theirs.offsetMs).toBe(2000);
  expect(await readFile(file, "utf8")).toBe("2000");
  await rm(folder, { recursive: true });
});

it("shifts Date.now() within its own asynchronous context alone", async () => {
  const clock = new SandboxClock(null);
  clock.moveTo(3_600_000);
  const inside = await withShiftedTime(clock, async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return Date.now();
  });
  expect(inside - Date.now()).toBeGreaterThan(3_500_000);
  expect(clock.nowMs() - Date.now()).toBeGreaterThan(3_500_000);
});
