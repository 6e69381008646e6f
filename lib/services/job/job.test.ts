import { eq, sql } from "drizzle-orm";
import { v7 } from "uuid";
import { afterAll, beforeEach, expect, test } from "vitest";
import { auditEvents } from "@/db/schema/audit-event";
import { jobCursorFrom } from "@/lib/domain/job-cursor";
import { AppError } from "@/lib/errors";
import { drainJobs } from "@/lib/queue/drain";
import { enqueue } from "@/lib/queue/enqueue";
import { jobNames } from "@/lib/queue/jobs";
import type { JobHandlers } from "@/lib/queue/perform";
import { forgetSender } from "@/lib/queue/sender";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { type JobFilter, listJobs } from "./list";
import { jobsOverview } from "./overview";
import { redriveAllJobs } from "./redrive-all";
import { removeJob } from "./remove";
import { restoreJob } from "./restore";
import { retryJob } from "./retry";

const operator = testContext(actorOf(await makeUser({ role: "superuser" })));
const everything: JobFilter = { queue: null, state: null, cursor: null };
let done: string[];
let isBroken: boolean;

const handlers = {
  ...Object.fromEntries(jobNames.map((name) => [name, async () => {}])),
  "send-mail": async (_, { id }) => {
    if (isBroken)
      throw new AppError("provider_error", { extra: { resend: "validation_error", status: 422 } });
    done.push(id);
  },
} as JobHandlers;

const drain = () => drainJobs({ clock: () => new Date(), handlers, budgetMs: 60_000 });
const queueMail = () => enqueue(testDb(), "send-mail", { template: "welcome", userId: v7() });

/** So many mails that failed for good. */
async function makeLetters(count: number): Promise<string[]> {
  const ids = await Promise.all(Array.from({ length: count }, queueMail));
  await testDb().execute(sql`update pgboss.job set retry_limit = 0 where name = 'send-mail'`);
  isBroken = true;
  await drain();
  isBroken = false;
  return ids;
}

const list = async (filter: Partial<JobFilter> = {}) =>
  (await listJobs(operator, { ...everything, ...filter })).items;

const only = async (filter: Partial<JobFilter> = {}) => {
  const [job, ...others] = await list(filter);
  if (job === undefined || others.length > 0) throw new Error("There is not exactly one job.");
  return job;
};

const audited = async (jobId: string) =>
  (await testDb().select().from(auditEvents).where(eq(auditEvents.subjectId, jobId))).map(
    ({ action, actorId, data }) => ({ action, actorId, data }),
  );

const refusal = async (work: Promise<unknown>) =>
  await work.then(
    () => "worked",
    (error: unknown) => (error instanceof AppError ? (error.reason ?? error.code) : "bug"),
  );

beforeEach(async () => {
  await testDb().execute(sql`delete from pgboss.job`);
  done = [];
  isBroken = false;
});
afterAll(forgetSender);

test("to everybody else the jobs do not exist, to look at or to change", async () => {
  const stranger = testContext(actorOf(await makeUser()));
  const jobId = await queueMail();
  const attempts = [
    listJobs(stranger, everything),
    jobsOverview(stranger),
    retryJob(stranger, { jobId }),
    removeJob(stranger, { jobId }),
    restoreJob(stranger, { jobId }),
    redriveAllJobs(stranger, { queue: null }),
    retryJob(testContext({ type: "anonymous" }), { jobId }),
  ];
  for (const attempt of attempts) expect(await refusal(attempt)).toBe("not_found");
  expect((await only()).state).toBe("waiting");
});

test("a job that failed for good is shown once, with its cause and its home, and counted as dead", async () => {
  await makeLetters(1);
  const job = await only();
  expect(job).toMatchObject({
    queue: "send-mail",
    state: "dead",
    cause: "provider_error · validation_error · 422",
    attempts: 1,
    details: [{ name: "template", value: "welcome" }, { name: "userId" }],
  });
  const overview = await jobsOverview(operator);
  expect(overview.map(({ queue }) => queue)).toEqual(jobNames);
  expect(overview.find(({ queue }) => queue === "send-mail")).toMatchObject({
    counts: { dead: 1, waiting: 0, retrying: 0, running: 0, done: 0, deleted: 0 },
    oldestDueAt: null,
  });
});

test("the oldest job that is due is told, one whose time has not come is not", async () => {
  await enqueue(testDb(), "send-mail", { template: "welcome", userId: v7() }, { startAfter: 3_600 });
  const mails = async () => (await jobsOverview(operator)).find(({ queue }) => queue === "send-mail");
  expect(await mails()).toMatchObject({ counts: { waiting: 1 }, oldestDueAt: null });
  const id = await queueMail();
  await testDb().execute(sql`update pgboss.job set start_after = '2020-02-02T00:00:00Z' where id = ${id}`);
  expect(await mails()).toMatchObject({
    counts: { waiting: 2 },
    oldestDueAt: new Date("2020-02-02T00:00:00Z"),
  });
});

test("a retried dead letter is done under the id that its first attempts had", async () => {
  const [first] = await makeLetters(1);
  const letter = await only();
  await retryJob(operator, { jobId: letter.id });
  await drain();
  expect(done).toEqual([first]);
  expect(await only()).toMatchObject({ state: "done" });
  expect(await audited(letter.id)).toEqual([
    {
      action: "job.retried",
      actorId: operator.actor.userId,
      data: { queue: "dead-letter", state: "dead" },
    },
  ]);
});

test("a job keeps its first id however often it dies and is driven again", async () => {
  const [first] = await makeLetters(1);
  for (let round = 0; round < 2; round++) {
    await redriveAllJobs(operator, { queue: "send-mail" });
    await testDb().execute(sql`update pgboss.job set retry_limit = 0 where state = 'created'`);
    isBroken = true;
    await drain();
    isBroken = false;
  }
  await redriveAllJobs(operator, { queue: null });
  await drain();
  expect(done).toEqual([first]);
});

test("operators who retry one letter at once have it done once, and only one is told that it worked", async () => {
  await makeLetters(10);
  for (const { id } of await list()) {
    const outcomes = await Promise.all([1, 2, 3].map(() => refusal(retryJob(operator, { jobId: id }))));
    expect(outcomes.toSorted()).toEqual(["not_found", "not_found", "worked"]);
  }
  await drain();
  expect(done).toHaveLength(10);
});

test("a job that is deleted while others take jobs is either done or deleted", async () => {
  for (let round = 0; round < 5; round++) {
    done = [];
    const ids = await Promise.all(Array.from({ length: 25 }, queueMail));
    const [, ...outcomes] = await Promise.all([
      drain(),
      ...ids.map((jobId) => refusal(removeJob(operator, { jobId }))),
    ]);
    const deleted = ids.filter((_, index) => outcomes[index] === "worked");
    expect([...done, ...deleted].toSorted()).toEqual(ids.toSorted());
  }
});

test("operators who redrive a queue at once put each letter back once", async () => {
  const ids = await makeLetters(30);
  const counts = await Promise.all([1, 2, 3].map(() => redriveAllJobs(operator, { queue: null })));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30);
  expect(await redriveAllJobs(operator, { queue: null })).toBe(0);
  await drain();
  expect(done.toSorted()).toEqual(ids.toSorted());
});

test("a redrive of one queue leaves the letters of others where they are", async () => {
  await makeLetters(2);
  expect(await redriveAllJobs(operator, { queue: "write-referral-export" })).toBe(0);
  expect((await list()).map(({ state }) => state)).toEqual(["dead", "dead"]);
});

test("a job that waits for its time can be hurried", async () => {
  const id = await enqueue(testDb(), "send-mail", { template: "welcome", userId: v7() }, { startAfter: 600 });
  expect((await drain()).fetched).toBe(0);
  await retryJob(operator, { jobId: id });
  await drain();
  expect(done).toEqual([id]);
});

test("a deleted job is not done, by a redrive neither, and restored it is what it was", async () => {
  await makeLetters(1);
  const { id } = await only();
  await removeJob(operator, { jobId: id });
  expect(await redriveAllJobs(operator, { queue: null })).toBe(0);
  expect(await only()).toMatchObject({ id, state: "deleted" });
  await restoreJob(operator, { jobId: id });
  expect(await only()).toMatchObject({ id, state: "dead" });
  const waiting = await queueMail();
  await removeJob(operator, { jobId: waiting });
  expect((await drain()).fetched).toBe(0);
  await restoreJob(operator, { jobId: waiting });
  await drain();
  expect(done).toEqual([waiting]);
  expect((await audited(waiting)).map(({ action }) => action).toSorted()).toEqual([
    "job.deleted",
    "job.restored",
  ]);
});

test("a job under way, or done, is neither deleted nor retried", async () => {
  const jobId = await queueMail();
  await testDb().execute(sql`update pgboss.job set state = 'active', started_on = now()`);
  expect(await refusal(removeJob(operator, { jobId }))).toBe("job_changed");
  expect(await refusal(retryJob(operator, { jobId }))).toBe("job_changed");
  await testDb().execute(sql`update pgboss.job set state = 'completed', completed_on = now()`);
  for (const act of [removeJob, retryJob, restoreJob])
    expect(await refusal(act(operator, { jobId }))).toBe("job_changed");
  expect(await audited(jobId)).toEqual([]);
  expect(await refusal(retryJob(operator, { jobId: v7() }))).toBe("not_found");
});

test("pages follow one another without gap or repetition, even within one moment", async () => {
  const ids = await testDb().transaction(async (tx) => {
    const all: string[] = [];
    for (let count = 0; count < 60; count++)
      all.push(await enqueue(tx, "send-mail", { template: "welcome", userId: v7() }));
    return all;
  });
  const seen: string[] = [];
  let cursor: JobFilter["cursor"] = null;
  do {
    const page = await listJobs(operator, { ...everything, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor === null ? null : jobCursorFrom(page.nextCursor);
  } while (cursor !== null);
  expect(seen).toHaveLength(60);
  expect(seen.toSorted()).toEqual(ids.toSorted());
  expect(await list({ state: "dead" })).toEqual([]);
  expect(await list({ queue: "write-referral-export" })).toEqual([]);
  expect(await list({ queue: "send-mail", state: "waiting" })).toHaveLength(25);
});
