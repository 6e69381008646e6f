import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { closeDb } from "@/db/client";
import { startBridge } from "@/sandbox/store/bridge";
import { openMemoryStore } from "@/sandbox/store/memory-store";

// Every file has a database and a store of its own, so that files may run side by side.
const { adminUrl, template } = inject("postgres");
const name = `file_${randomBytes(8).toString("hex")}`;
const url = new URL(adminUrl);
url.pathname = `/${name}`;

const token = randomBytes(16).toString("hex");
const store = await startBridge({ store: openMemoryStore(), token, port: 0 });

Object.assign(process.env, {
  DATABASE_URL: url.href,
  DATABASE_POOL_MAX: "6",
  UPSTASH_REDIS_REST_URL: store.url,
  UPSTASH_REDIS_REST_TOKEN: token,
});
await asAdmin((sql) => sql.unsafe(`create database ${name} template ${template} strategy file_copy`));

afterAll(async () => {
  await Promise.all([closeDb(1), store.close()]);
  await asAdmin((sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
  const clock = process.env.MOSTIK_SANDBOX_CLOCK;
  if (clock !== undefined) rmSync(dirname(clock), { recursive: true, force: true });
});

async function asAdmin(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
