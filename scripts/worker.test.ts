import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { sql } from "drizzle-orm";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { enqueue } from "@/lib/queue/enqueue";
import { forgetSender } from "@/lib/queue/sender";
import { createReferralCode } from "@/lib/services/referral-code/create";
import { requestReferralExport } from "@/lib/services/referral-export/request";
import { testContext } from "@/lib/testing/context";
import { testDb } from "@/lib/testing/db";
import { actorOf, makeUser } from "@/lib/testing/factories";
import { startMailbox, type TestMailbox } from "@/lib/testing/mailbox";

// Inside the project, so that the bundle finds its packages.
const base = resolve(".data/test");
let folder: string;
let box: TestMailbox;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  mkdirSync(base, { recursive: true });
  folder = mkdtempSync(join(base, "worker-"));
  box = await startMailbox();
  await build({
    entryPoints: ["scripts/worker.ts"],
    outfile: join(folder, "worker.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    jsx: "automatic",
    alias: { "server-only": resolve("lib/testing/empty.ts") },
  });
});
beforeEach(() => box.clear());
afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill("SIGKILL");
});
afterAll(async () => {
  await forgetSender();
  await box.close();
  rmSync(folder, { recursive: true });
});

async function startWorker(): Promise<ChildProcess> {
  const worker = fork(join(folder, "worker.mjs"), { env: { ...process.env, LOG_LEVEL: "silent" } });
  workers.push(worker);
  await once(worker, "message");
  return worker;
}

async function queueWelcome(): Promise<void> {
  const user = await makeUser();
  await enqueue(testDb(), "send-mail", { template: "welcome", userId: user.id });
}

const arrived = async () => (await box.mails()).length;
const soon = { timeout: 10_000, interval: 50 };

test("a worker sends what is queued and ends cleanly when told to", async () => {
  await queueWelcome();
  const worker = await startWorker();
  await expect.poll(arrived, soon).toBe(1);
  await queueWelcome();
  await expect.poll(arrived, soon).toBe(2);
  worker.kill("SIGTERM");
  expect(await once(worker, "exit")).toEqual([0, null]);
});

test("a worker whose parent is gone ends by itself", async () => {
  const worker = await startWorker();
  worker.disconnect();
  expect(await once(worker, "exit")).toEqual([0, null]);
});

test("a worker told to stop finishes the mail under way", async () => {
  const worker = await startWorker();
  await box.order({ status: 200, delayMs: 1_000 });
  await queueWelcome();
  const active = async () => {
    const rows = await testDb().execute(sql`select 1 from pgboss.job where state = 'active'`);
    return rows.length;
  };
  await expect.poll(active, soon).toBe(1);
  worker.kill("SIGTERM");
  expect(await once(worker, "exit")).toEqual([0, null]);
  expect(await arrived()).toBe(1);
  expect(await active()).toBe(0);
});

test("a worker outlives the loss of its connections to the database", async () => {
  const worker = await startWorker();
  await testDb().execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
  );
  await queueWelcome();
  await expect.poll(arrived, soon).toBe(1);
  worker.kill("SIGTERM");
  expect(await once(worker, "exit")).toEqual([0, null]);
});

/** The time of jobs under way passes; the next worker gives them back to the queue. */
async function giveBackAtOnce(): Promise<void> {
  await testDb().execute(
    sql`update pgboss.job set started_on = now() - interval '3 minutes', retry_delay = 0, retry_backoff = false
        where state = 'active'`,
  );
  await testDb().execute(sql`update pgboss.queue set monitor_claim_on = null, monitor_on = null`);
}

test("what a killed worker was doing is done once by another", async () => {
  const worker = await startWorker();
  await box.order({ status: 500, afterWork: true, delayMs: 5_000 });
  await queueWelcome();
  const state = async () => {
    const rows = await testDb().execute(
      sql`select state from pgboss.job where name = 'send-mail' order by created_on desc limit 1`,
    );
    return rows[0]?.state;
  };
  await expect.poll(arrived, soon).toBe(1);
  worker.kill("SIGKILL");
  await once(worker, "exit");
  expect(await state()).toBe("active");
  await giveBackAtOnce();
  await startWorker();
  await expect.poll(state, { ...soon, timeout: 15_000 }).toBe("completed");
  expect(await arrived()).toBe(1);
});

/** Somebody with so many referrals, who has asked for the file of them. */
async function queueExport(referrals: number): Promise<string> {
  const user = await makeUser();
  const ctx = testContext(actorOf(user), { now: new Date() });
  const code = await createReferralCode(ctx, {
    text: null,
    label: null,
    lifetime: { days: 30 },
    maxUses: null,
    activate: true,
  });
  await testDb().execute(sql`
    with people as (
      insert into users (id, email, email_key, username, username_key, created_at, updated_at)
      select gen_random_uuid(), p, p, p, p, now(), now()
      from (select ${user.id} || '-' || n || '@example.test' as p from generate_series(1, ${referrals}) n) s
      returning id)
    insert into referrals (id, code_id, referrer_id, referred_id, status, created_at)
    select gen_random_uuid(), ${code.id}, ${user.id}, id, 'pending', now() from people`);
  return (await requestReferralExport(ctx, "ru")).id;
}

/** Kills the worker between two parts of the file: the lock keeps the next part from being written. */
async function killInTheMiddle(worker: ChildProcess, exportId: string): Promise<void> {
  const isKilled = async () =>
    await testDb().transaction(async (tx) => {
      const [row] = await tx.execute<{ status: string }>(
        sql`select status from referral_exports where id = ${exportId} for update`,
      );
      if (row?.status !== "running") return false;
      worker.kill("SIGKILL");
      await once(worker, "exit");
      return true;
    });
  await expect.poll(isKilled, { timeout: 10_000, interval: 5 }).toBe(true);
}

test("an export whose worker is killed is finished by another, without gap or repetition", async () => {
  const rows = 20_000;
  const exportId = await queueExport(rows);
  await killInTheMiddle(await startWorker(), exportId);
  await giveBackAtOnce();
  await startWorker();
  const status = async () =>
    (await testDb().execute(sql`select status from referral_exports where id = ${exportId}`))[0]?.status;
  await expect.poll(status, { ...soon, timeout: 15_000 }).toBe("ready");
  const parts = await testDb().execute<{ text: string }>(
    sql`select text from referral_export_parts where export_id = ${exportId} order by part`,
  );
  const lines = parts
    .map(({ text }) => text)
    .join("")
    .trim()
    .split("\r\n");
  expect(lines).toHaveLength(rows + 1);
  expect(new Set(lines).size).toBe(rows + 1);
});
