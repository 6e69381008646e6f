import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { frugal } from "@/scripts/frugal.mjs";

/** The largest heap, in MB, that Node gives itself in this environment. */
function heapOf(env: Record<string, string>): number {
  const script = `console.log(require("node:v8").getHeapStatistics().heap_size_limit / 2 ** 20)`;
  return Number(
    execFileSync(process.execPath, ["-e", script], { env: { NODE_ENV: "test", ...env }, encoding: "utf8" }),
  );
}

test("a process that runs for long has a small heap, unless the operator wants another", () => {
  expect(heapOf(frugal({}))).toBeLessThan(500);
  expect(heapOf(frugal({ NODE_OPTIONS: "--max-old-space-size=900" }))).toBeGreaterThan(900);
});

test("what else is in the environment stays, an arena count of the operator's too", () => {
  expect(frugal({ PORT: "1", MALLOC_ARENA_MAX: "8" })).toMatchObject({ PORT: "1", MALLOC_ARENA_MAX: "8" });
});
