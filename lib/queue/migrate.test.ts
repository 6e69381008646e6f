import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { expect, test } from "vitest";
import { testDb } from "@/lib/testing/db";
import { enqueue } from "./enqueue";
import { jobNames } from "./jobs";
import { migrateQueue } from "./migrate";

const url = () => process.env.DATABASE_URL ?? "";

test("migrating again, even twice at once, keeps what waits and mends the settings", async () => {
  await enqueue(testDb(), "send-mail", { template: "welcome", userId: v7() });
  await testDb().execute(sql`update pgboss.queue set retry_limit = 0, notify = false`);
  await Promise.all([migrateQueue(url()), migrateQueue(url())]);
  const queues = await testDb().execute(
    sql`select name, retry_limit, dead_letter, notify from pgboss.queue where name = 'send-mail'`,
  );
  expect([...queues]).toEqual([
    { name: "send-mail", retry_limit: 10, dead_letter: "dead-letter", notify: true },
  ]);
  const jobs = await testDb().execute(sql`select count(*)::int as count from pgboss.job`);
  expect(jobs[0]).toEqual({ count: 1 });
});

test("no queue loses what fails for good", async () => {
  const queues = await testDb().execute<{ name: string; dead_letter: string | null }>(
    sql`select name, dead_letter from pgboss.queue order by name`,
  );
  const without = queues.filter(({ dead_letter }) => dead_letter === null).map(({ name }) => name);
  expect(without).toEqual(["dead-letter"]);
  expect(queues.map(({ name }) => name)).toEqual(["dead-letter", ...jobNames].toSorted());
});
