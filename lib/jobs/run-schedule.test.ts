import { afterEach, expect, test } from "vitest";
import { cronRuns } from "@/db/schema/cron-run";
import { TEST_NOW } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { runSchedule } from "./run-schedule";
import type { ScheduledJob } from "./schedule";

const job = (run: ScheduledJob["run"], everyMs = 1_000): ScheduledJob => ({
  name: "test-job",
  everyMs,
  budgetMs: 500,
  run,
});

afterEach(async () => {
  await testDb().delete(cronRuns);
});

test("a job runs at once and again after its interval, each run on record", async () => {
  const stop = new AbortController();
  let runs = 0;
  const scheduled = runSchedule({
    schedule: [
      job(async ({ budgetMs, clock }) => {
        runs += 1;
        if (runs === 2) stop.abort();
        expect([budgetMs, clock()]).toEqual([500, TEST_NOW]);
        return { runs };
      }),
    ],
    clock: () => TEST_NOW,
    signal: stop.signal,
  });
  await scheduled;
  const rows = await testDb().select().from(cronRuns).orderBy(cronRuns.id);
  expect(rows).toMatchObject([
    { job: "test-job", status: "succeeded", counts: { runs: 1 } },
    { job: "test-job", status: "succeeded", counts: { runs: 2 } },
  ]);
});

test("a run that fails is on record, and neither the others nor its next run suffer", async () => {
  const stop = new AbortController();
  let attempts = 0;
  const failing = job(async () => {
    attempts += 1;
    if (attempts === 2) stop.abort();
    throw new TypeError("broken");
  });
  const sound = { ...job(async () => ({ done: 1 }), 60_000), name: "sound" };
  await runSchedule({ schedule: [failing, sound], clock: () => TEST_NOW, signal: stop.signal });
  const rows = await testDb().select().from(cronRuns);
  expect(rows.map((row) => `${row.job} ${row.status} ${row.errorType}`).sort()).toEqual([
    "sound succeeded null",
    "test-job failed TypeError",
    "test-job failed TypeError",
  ]);
});

test("stopping waits for the run under way and cuts the pause short", async () => {
  const stop = new AbortController();
  let ended = false;
  const slow = job(async ({ signal }) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    ended = signal.aborted;
    return {};
  }, 60_000);
  setTimeout(() => stop.abort(), 50);
  // The pause is a minute, and a test has less.
  await runSchedule({ schedule: [slow], clock: () => TEST_NOW, signal: stop.signal });
  expect(ended).toBe(true);
});
