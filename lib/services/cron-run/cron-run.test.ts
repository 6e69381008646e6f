import { v7 } from "uuid";
import { beforeEach, expect, test } from "vitest";
import { cronRuns } from "@/db/schema/cron-run";
import { AppError } from "@/lib/errors";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { listCronRuns } from "./list";
import { cronOverview } from "./overview";

const operator = testContext(actorOf(await makeUser({ role: "superuser" })));
const ago = (minutes: number) => new Date(TEST_NOW.getTime() - minutes * 60_000);

async function run(job: string, minutesAgo: number, row: Partial<typeof cronRuns.$inferInsert> = {}) {
  const startedAt = ago(minutesAgo);
  const id = v7({ msecs: startedAt.getTime() });
  await testDb()
    .insert(cronRuns)
    .values({ id, job, status: "succeeded", startedAt, counts: {}, ...row });
  return id;
}

beforeEach(async () => {
  await testDb().delete(cronRuns);
});

test("to everybody else the runs do not exist", async () => {
  const stranger = testContext(actorOf(await makeUser()));
  await expect(listCronRuns(stranger, { cursor: null, onlyFailed: false })).rejects.toThrow(AppError);
  await expect(cronOverview(stranger)).rejects.toThrow("not_found");
});

test("runs come the newest first, page by page, and the failed ones can be had alone", async () => {
  for (let minute = 1; minute <= 30; minute++) await run("refresh-tokens", minute);
  const failed = await run("cleanup", 40, { status: "failed", errorType: "TypeError" });
  const first = await listCronRuns(operator, { cursor: null, onlyFailed: false });
  expect(first.items[0]).toMatchObject({ job: "refresh-tokens", startedAt: ago(1) });
  expect(first.items).toHaveLength(25);
  const second = await listCronRuns(operator, { cursor: first.nextCursor, onlyFailed: false });
  expect(second.items).toHaveLength(6);
  expect(second.nextCursor).toBeNull();
  const { items } = await listCronRuns(operator, { cursor: null, onlyFailed: true });
  expect(items).toMatchObject([{ id: failed, errorType: "TypeError" }]);
});

test("a run that was begun too long ago to be still going is told as broken off", async () => {
  await run("cleanup", 1, { status: "running" });
  await run("cleanup", 11, { status: "running" });
  const { items } = await listCronRuns(operator, { cursor: null, onlyFailed: false });
  expect(items.map(({ status }) => status)).toEqual(["running", "lost"]);
});

test("the overview tells when each job began last", async () => {
  await run("cleanup", 50);
  await run("cleanup", 5);
  await run("run-jobs", 2);
  expect(await cronOverview(operator)).toEqual({
    overdueSeconds: 0,
    latest: [
      { job: "cleanup", startedAt: ago(5) },
      { job: "run-jobs", startedAt: ago(2) },
    ],
  });
});
