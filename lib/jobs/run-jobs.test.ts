import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { emailTokens } from "@/db/schema/email-token";
import { users } from "@/db/schema/user";
import { enqueue } from "@/lib/queue/enqueue";
import { forgetSender } from "@/lib/queue/sender";
import { issueEmailToken } from "@/lib/services/email-token/issue";
import { redriveAllJobs } from "@/lib/services/job/redrive-all";
import { requestAccountMail } from "@/lib/services/user/request-account-mail";
import { TEST_NOW, testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { startMailbox, type TestMailbox } from "@/lib/testing/mailbox";
import { runJobs } from "./run-jobs";

let box: TestMailbox;

beforeAll(async () => {
  box = await startMailbox();
});
beforeEach(async () => {
  await box.clear();
  await testDb().execute(sql`delete from pgboss.job`);
});
afterAll(async () => {
  await forgetSender();
  await box.close();
});

const run = () => runJobs({ clock: () => TEST_NOW, budgetMs: 60_000 });

async function makeDue() {
  await testDb().execute(sql`update pgboss.job set start_after = now() where state in ('created', 'retry')`);
}

async function queueVerification() {
  const user = await makeUser({ emailVerifiedAt: null });
  const emailTokenId = await issueEmailToken(testContext({ type: "anonymous" }), user, "verify_email");
  const job = { template: "verify_email", userId: user.id, emailTokenId } as const;
  return { user, emailTokenId, jobId: await enqueue(testDb(), "send-mail", job) };
}

test("a mail arrives once, with drains in parallel, in the language of its reader", async () => {
  const { user, jobId } = await queueVerification();
  const counts = await Promise.all([run(), run(), run()]);
  expect(counts.reduce((sum, { completed }) => sum + completed, 0)).toBe(1);
  const mails = await box.mails();
  expect(mails).toMatchObject([
    { to: [user.email], subject: "Подтвердите почту для Mostik", idempotencyKey: jobId },
  ]);
  expect(mails[0]?.text).toContain(mails[0]?.links[0]);
});

test("no secret of a mail is ever in the queue", async () => {
  await queueVerification();
  await run();
  const [mail] = await box.mails();
  const token = new URL(mail?.links[0] ?? "").searchParams.get("token");
  const rows = await testDb().execute(sql`select j::text as row from pgboss.job j`);
  expect(token).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify([...rows])).not.toContain(token);
});

test("a refusal for a while is tried again later and delivers one mail", async () => {
  await queueVerification();
  await box.order({ status: 503, times: 1 });
  expect(await run()).toEqual({ fetched: 1, completed: 0, failed: 1 });
  expect(await run()).toEqual({ fetched: 0, completed: 0, failed: 0 });
  await makeDue();
  expect(await run()).toEqual({ fetched: 1, completed: 1, failed: 0 });
  expect(await box.mails()).toHaveLength(1);
});

test("an answer that was lost does not send a second mail, even if the text has changed since", async () => {
  const { user } = await queueVerification();
  await box.order({ status: 500, afterWork: true });
  expect((await run()).failed).toBe(1);
  await testDb().update(users).set({ username: "renamed" }).where(eq(users.id, user.id));
  await makeDue();
  expect((await run()).completed).toBe(1);
  expect(await box.mails()).toHaveLength(1);
});

test("a mail that went out although every answer was lost is not sent again by a redrive", async () => {
  await queueVerification();
  await testDb().execute(sql`update pgboss.job set retry_limit = 0`);
  await box.order({ status: 500, afterWork: true });
  expect((await run()).failed).toBe(1);
  const operator = testContext(actorOf(await makeUser({ role: "superuser" })));
  expect(await redriveAllJobs(operator, { queue: null })).toBe(1);
  expect((await run()).completed).toBe(1);
  expect(await box.mails()).toHaveLength(1);
});

test("a limit of the mail service is kept with the job as such, without the address", async () => {
  const { user } = await queueVerification();
  await box.order({ status: 429, retryAfterSeconds: 3 });
  await run();
  const [job] = await testDb().execute<{ output: unknown }>(sql`select output from pgboss.job`);
  expect(job?.output).toEqual({
    type: "AppError",
    code: "rate_limited",
    extra: { resend: "rate_limit_exceeded", status: 429 },
  });
  expect(JSON.stringify(job)).not.toContain(user.email);
});

test("a link that was used in the meantime is not mailed", async () => {
  const { emailTokenId } = await queueVerification();
  await testDb().update(emailTokens).set({ usedAt: TEST_NOW }).where(eq(emailTokens.id, emailTokenId));
  expect((await run()).completed).toBe(1);
  expect(await box.mails()).toEqual([]);
});

test("a request for a link is answered by mail only where there is an account", async () => {
  const user = await makeUser({ locale: "en" });
  const ctx = testContext({ type: "anonymous" });
  await requestAccountMail(ctx, "reset_password", user.email);
  await requestAccountMail(ctx, "reset_password", "nobody@example.test");
  expect(await run()).toEqual({ fetched: 3, completed: 3, failed: 0 });
  expect(await box.mails()).toMatchObject([{ to: [user.email], subject: "Set a new password for Mostik" }]);
});
