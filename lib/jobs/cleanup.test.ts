import { afterEach, expect, test } from "vitest";
import { cronRuns } from "@/db/schema/cron-run";
import { emailTokens } from "@/db/schema/email-token";
import { sessions } from "@/db/schema/session";
import { randomId } from "@/lib/crypto/token";
import { TEST_NOW } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { makeUser } from "@/lib/testing/factories";
import { cleanup } from "./cleanup";

const day = 24 * 60 * 60_000;
const at = (ms: number) => new Date(TEST_NOW.getTime() + ms);
const clock = () => TEST_NOW;

afterEach(async () => {
  for (const table of [sessions, emailTokens, cronRuns]) await testDb().delete(table);
});

async function addSessions(count: number, expiresAt: Date) {
  const user = await makeUser();
  const row = () => ({
    tokenHash: randomId(),
    userId: user.id,
    createdAt: TEST_NOW,
    lastSeenAt: TEST_NOW,
    expiresAt,
  });
  await testDb()
    .insert(sessions)
    .values(Array.from({ length: count }, row));
}

test("what has expired goes, what has not stays", async () => {
  await addSessions(2, at(-1));
  await addSessions(3, at(1));
  const user = await makeUser();
  const token = {
    userId: user.id,
    purpose: "verify_email",
    emailKey: user.emailKey,
    createdAt: TEST_NOW,
  } as const;
  await testDb()
    .insert(emailTokens)
    .values([
      { ...token, tokenHash: "old", expiresAt: at(-1) },
      { ...token, tokenHash: "new", expiresAt: at(1) },
    ]);
  const run = { job: "cleanup", status: "succeeded", counts: {} } as const;
  await testDb()
    .insert(cronRuns)
    .values([
      { ...run, startedAt: at(-30 * day - 1) },
      { ...run, startedAt: at(-30 * day + 1) },
    ]);
  const counts = await cleanup({ clock, budgetMs: 10_000 });
  expect(counts).toEqual({
    sessions: 2,
    connectAttempts: 0,
    emailTokens: 1,
    cronRuns: 1,
    referralExports: 0,
    connectionEvents: 0,
    tokenHandouts: 0,
    proxiedCalls: 0,
    auditEvents: 0,
  });
  expect(await testDb().$count(sessions)).toBe(3);
  expect(await testDb().$count(emailTokens)).toBe(1);
  expect(await testDb().$count(cronRuns)).toBe(1);
});

test("batch follows batch until nothing is left, also with two runs at once", async () => {
  await addSessions(25, at(-1));
  const runs = await Promise.all([
    cleanup({ clock, budgetMs: 10_000, batchSize: 10 }),
    cleanup({ clock, budgetMs: 10_000, batchSize: 10 }),
  ]);
  expect(runs[0].sessions + runs[1].sessions).toBe(25);
  expect(await testDb().$count(sessions)).toBe(0);
});

test("without time or after an abort it leaves the rest for the next time", async () => {
  await addSessions(1, at(-1));
  await cleanup({ clock, budgetMs: 0 });
  await cleanup({ clock, budgetMs: 10_000, signal: AbortSignal.abort() });
  expect(await testDb().$count(sessions)).toBe(1);
});
