import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { testDb } from "@/lib/testing/db";
import { drainJobs } from "./drain";
import { enqueue } from "./enqueue";
import type { MailJob } from "./jobs";
import type { JobHandlers, JobRun } from "./perform";
import { forgetSender } from "./sender";
import { workJobs } from "./work";

const welcome = (): MailJob => ({ template: "welcome", userId: v7() });
let done: { data: MailJob; run: JobRun }[];
let sendMail: JobHandlers["send-mail"];

const handlers: JobHandlers = {
  "send-mail": (data, run) => sendMail(data, run),
  "answer-account-mail-request": async () => {
    await enqueue(testDb(), "send-mail", welcome());
  },
  "write-referral-export": async () => {},
};

function drain(budgetMs = 60_000) {
  return drainJobs({ clock: () => new Date(), handlers, budgetMs });
}

async function storedJobs(name = "send-mail") {
  return await testDb().execute<{
    id: string;
    state: string;
    retry_count: number;
    wait: number;
    output: unknown;
  }>(
    sql`select id, state, retry_count, output, extract(epoch from start_after - now())::float as wait
        from pgboss.job where name = ${name} order by id`,
  );
}

async function makeDue() {
  await testDb().execute(sql`update pgboss.job set start_after = now() where state in ('created', 'retry')`);
}

beforeEach(async () => {
  await testDb().execute(sql`delete from pgboss.job`);
  done = [];
  sendMail = async (data, run) => {
    done.push({ data, run });
  };
});

afterEach(forgetSender);

test("a job is put in by the transaction that commits", async () => {
  const data = welcome();
  const id = await testDb().transaction((tx) => enqueue(tx, "send-mail", data));
  expect(await drain()).toEqual({ fetched: 1, completed: 1, failed: 0 });
  expect(done).toMatchObject([{ data, run: { id } }]);
});

test("a transaction that is rolled back leaves no job", async () => {
  const work = testDb().transaction(async (tx) => {
    await enqueue(tx, "send-mail", welcome());
    throw new AppError("conflict");
  });
  await expect(work).rejects.toThrow(AppError);
  expect(await storedJobs()).toEqual([]);
});

test("of all jobs with one key the first is kept, whether it waits or is done", async () => {
  const first = await enqueue(testDb(), "send-mail", welcome(), { singletonKey: "once" });
  expect(await enqueue(testDb(), "send-mail", welcome(), { singletonKey: "once" })).toBe(first);
  await drain();
  expect(await enqueue(testDb(), "send-mail", welcome(), { singletonKey: "once" })).toBe(first);
  await drain();
  expect(done).toHaveLength(1);
});

test("a job that is to wait is not taken before", async () => {
  await enqueue(testDb(), "send-mail", welcome(), { startAfter: 600 });
  expect((await drain()).fetched).toBe(0);
  await makeDue();
  expect((await drain()).completed).toBe(1);
});

test("what a job may not be given is refused when it is put in", async () => {
  const wrong = { template: "welcome", userId: "nobody" } as const;
  await expect(enqueue(testDb(), "send-mail", wrong)).rejects.toThrow("Invalid UUID");
});

test("drains and a worker side by side do each job exactly once", async () => {
  const ids = await testDb().transaction(async (tx) => {
    const all: string[] = [];
    for (let count = 0; count < 120; count += 1) all.push(await enqueue(tx, "send-mail", welcome()));
    return all;
  });
  const worker = await workJobs({ handlers, clock: () => new Date() });
  const [left, right] = await Promise.all([drain(), drain()]);
  await expect.poll(() => done.length, { timeout: 10_000 }).toBe(120);
  await worker.stop(5_000);
  expect(left.failed + right.failed).toBe(0);
  expect(done.map(({ run }) => run.id).sort()).toEqual(ids.sort());
  expect(new Set((await storedJobs()).map(({ state }) => state))).toEqual(new Set(["completed"]));
});

test("a worker is told of a new job within a fraction of its polling interval", async () => {
  const worker = await workJobs({ handlers, clock: () => new Date() });
  try {
    await expect.poll(async () => (await listeners()) > 0, { timeout: 5_000 }).toBe(true);
    const started = Date.now();
    await enqueue(testDb(), "send-mail", welcome());
    await expect.poll(() => done.length, { interval: 5 }).toBe(1);
    expect(Date.now() - started).toBeLessThan(1_000);
  } finally {
    await worker.stop(5_000);
  }
});

async function listeners() {
  const rows = await testDb().execute<{ count: number }>(
    sql`select count(*)::int from pg_stat_activity
        where datname = current_database() and query ilike 'listen %'`,
  );
  return rows[0]?.count ?? 0;
}

test("a job that fails is tried again later, with a growing wait and the same id", async () => {
  const id = await enqueue(testDb(), "send-mail", welcome());
  sendMail = async () => {
    throw new AppError("unavailable", { reason: "mail_unreachable" });
  };
  for (const atLeast of [9, 19, 39]) {
    await makeDue();
    expect(await drain()).toEqual({ fetched: 1, completed: 0, failed: 1 });
    const [job] = await storedJobs();
    expect(job).toMatchObject({ id, state: "retry" });
    expect(job?.output).toEqual({ type: "AppError", code: "unavailable", reason: "mail_unreachable" });
    expect(job?.wait).toBeGreaterThan(atLeast);
    expect(job?.wait).toBeLessThan(2 * (atLeast + 1) + 1);
  }
});

test("a job that fails at every attempt ends among the dead letters, with its data", async () => {
  const data = welcome();
  await enqueue(testDb(), "send-mail", data);
  sendMail = async () => {
    throw new AppError("provider_error");
  };
  let attempts = 0;
  while ((await drain()).fetched === 1) {
    attempts += 1;
    await makeDue();
  }
  expect(attempts).toBe(11);
  expect(await storedJobs()).toMatchObject([{ state: "failed" }]);
  const dead = await testDb().execute(
    sql`select data, source_name, source_retry_count from pgboss.job where name = 'dead-letter'`,
  );
  expect([...dead]).toEqual([{ data, source_name: "send-mail", source_retry_count: 10 }]);
});

test("what a process held that died is given back when its time is over", async () => {
  await enqueue(testDb(), "send-mail", welcome());
  await testDb().execute(
    sql`update pgboss.job set state = 'active', started_on = now() - interval '3 minutes'`,
  );
  await testDb().execute(sql`update pgboss.queue set monitor_claim_on = null, monitor_on = null`);
  await drain();
  await makeDue();
  await drain();
  expect(done).toHaveLength(1);
});

test("what a job puts in is done by the same drain", async () => {
  await enqueue(testDb(), "answer-account-mail-request", {
    purpose: "reset_password",
    email: "a@example.com",
  });
  expect(await drain()).toEqual({ fetched: 2, completed: 2, failed: 0 });
  expect(done).toHaveLength(1);
});

test("near the end of its time a drain takes nothing more", async () => {
  await enqueue(testDb(), "send-mail", welcome());
  expect((await drain(5_000)).fetched).toBe(0);
});

test("an aborted drain takes nothing more", async () => {
  await enqueue(testDb(), "send-mail", welcome());
  const counts = await drainJobs({
    clock: () => new Date(),
    handlers,
    budgetMs: 60_000,
    signal: AbortSignal.abort(),
  });
  expect(counts.fetched).toBe(0);
});
