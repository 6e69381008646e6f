import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { afterAll, inject } from "vitest";
import { closeDb } from "@/db/client";

const { adminUrl, template } = inject("postgres");
const name = `file_${randomBytes(8).toString("hex")}`;
const url = new URL(adminUrl);
url.pathname = `/${name}`;

Object.assign(process.env, { DATABASE_URL: url.href, DATABASE_POOL_MAX: "6" });
await asAdmin((sql) => sql.unsafe(`create database ${name} template ${template} strategy file_copy`));

afterAll(async () => {
  await closeDb(1);
  await asAdmin((sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
});

async function asAdmin(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
