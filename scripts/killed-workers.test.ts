import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enqueue } from "@/lib/queue/enqueue";
import { forgetSender } from "@/lib/queue/sender";
import { testDb } from "@/lib/testing/db";
import { makeUser } from "@/lib/testing/factories";
import { startMailbox, type TestMailbox } from "@/lib/testing/mailbox";
import { Chance } from "@/sandbox/chaos/chance";

const rounds = 6;
const mailsPerRound = 50;
// Inside the project, so that the bundle finds its packages.
const base = resolve(".data/test");
let folder: string;
let box: TestMailbox;
const chance = new Chance(Date.now());

/** What the cron route does, over and over, in a process that can be killed. */
const drainer = `
  import { systemNow } from "@/lib/clock";
  import { runJobs } from "@/lib/jobs/run-jobs";
  process.on("disconnect", () => process.exit(0));
  process.send?.({ type: "ready" });
  for (;;) {
    await runJobs({ clock: systemNow, budgetMs: 270_000 });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
`;

beforeAll(async () => {
  mkdirSync(base, { recursive: true });
  folder = mkdtempSync(join(base, "killed-"));
  box = await startMailbox();
  const options = {
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    jsx: "automatic",
    alias: { "server-only": resolve("lib/testing/empty.ts") },
  } as const;
  const stdin = { contents: drainer, resolveDir: resolve("."), loader: "ts" } as const;
  await Promise.all([
    build({ ...options, entryPoints: ["scripts/worker.ts"], outfile: join(folder, "worker.mjs") }),
    build({ ...options, stdin, outfile: join(folder, "drain.mjs") }),
  ]);
});
afterAll(async () => {
  await forgetSender();
  await box.close();
  rmSync(folder, { recursive: true });
});

/** A process that is started anew as often as it is killed. */
class Member {
  readonly #script: string;
  #child: ChildProcess | null = null;

  constructor(script: string) {
    this.#script = join(folder, script);
  }

  async start(): Promise<void> {
    this.#child = fork(this.#script, { env: { ...process.env, LOG_LEVEL: "silent" } });
    await once(this.#child, "message");
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null || child.exitCode !== null) throw new Error("A process ended by itself.");
    child.kill("SIGKILL");
    await once(child, "exit");
  }
}

async function queueMails(): Promise<string[]> {
  const people = await Promise.all(Array.from({ length: mailsPerRound }, () => makeUser()));
  await testDb().transaction(async (tx) => {
    for (const { id } of people) await enqueue(tx, "send-mail", { template: "welcome", userId: id });
  });
  return people.map(({ email }) => email);
}

/** Lets the queue see within seconds, not minutes, that a process is gone. */
async function hastenRecovery(): Promise<void> {
  await testDb().execute(
    sql`update pgboss.queue set expire_seconds = 3, retry_limit = 1000, retry_delay = 0, retry_backoff = false`,
  );
}

async function lookForTheDead(): Promise<void> {
  await testDb().execute(sql`update pgboss.queue set monitor_claim_on = null, monitor_on = null`);
}

const states = async () => {
  const rows = await testDb().execute<{ state: string; jobs: number }>(
    sql`select state::text, count(*)::int as jobs from pgboss.job group by state order by state`,
  );
  return Object.fromEntries(rows.map(({ state, jobs }) => [state, jobs]));
};

/** Mails that have arrived although their jobs, whose processes are all dead, are not done. */
async function arrivedUndone(): Promise<number> {
  const jobs = await testDb().execute<{ id: string }>(sql`select id from pgboss.job where state = 'active'`);
  const arrived = new Set((await box.mails()).map(({ idempotencyKey }) => idempotencyKey));
  return jobs.filter(({ id }) => arrived.has(id)).length;
}

test("with workers and drains killed at random, each mail arrives exactly once and none is lost", async () => {
  await hastenRecovery();
  // Slow enough for a kill to hit mails under way, of which some have arrived and some have not.
  for (let fault = 0; fault < rounds * mailsPerRound; fault++)
    await box.order({ status: 200, delayMs: chance.between(50, 600), afterWork: chance.happens(0.5) });
  const fleet = ["worker.mjs", "worker.mjs", "worker.mjs", "drain.mjs"].map((script) => new Member(script));
  await Promise.all(fleet.map((member) => member.start()));
  const addresses: string[] = [];
  let undone = 0;
  for (let round = 0; round < rounds; round++) {
    addresses.push(...(await queueMails()));
    await sleep(chance.between(50, 500));
    const isEverybody = round % 3 === 2;
    if (isEverybody) await expect.poll(arrivedUndone, { timeout: 40_000, interval: 20 }).toBeGreaterThan(0);
    const victims = isEverybody ? fleet : fleet.filter(() => chance.happens(0.4));
    await Promise.all(victims.map((member) => member.kill()));
    if (isEverybody) undone += await arrivedUndone();
    await Promise.all([lookForTheDead(), ...victims.map((member) => member.start())]);
  }
  const settled = async () => {
    await lookForTheDead();
    return await states();
  };
  const patience = { timeout: 150_000, interval: 500 };
  await expect.poll(settled, patience).toEqual({ completed: rounds * mailsPerRound });
  for (const member of fleet) await member.kill();
  const arrived = (await box.mails()).map(({ to }) => to[0]);
  expect(arrived.toSorted()).toEqual(addresses.toSorted());
  // A run in which no kill came between a mail and the note of it would prove nothing.
  expect(undone).toBeGreaterThan(0);
}, 300_000);
