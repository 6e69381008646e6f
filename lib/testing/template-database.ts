import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import postgres from "postgres";
import { migrate } from "@/db/migrate";

// What shapes a migrated database: our migrations, our queues and the version of the queue's own schema.
const INGREDIENTS = ["db/migrations/**/*.{sql,json}", "db/migrate.ts", "lib/queue/**/*.ts", "package.json"];

/**
 * The name of a migrated database to clone for each test file; made unless an earlier run left one of the same
 * migrations. It is built under another name, so that an interrupted run leaves no half-made one.
 */
export async function prepareTemplate(url: (database: string) => string): Promise<string> {
  const hash = createHash("sha256");
  for (const file of globSync(INGREDIENTS).toSorted()) hash.update(file).update(readFileSync(file));
  const name = `template_${hash.digest("hex").slice(0, 12)}`;
  const sql = postgres(url("postgres"), { max: 1, onnotice: () => {} });
  try {
    await dropLeftovers(sql, name);
    const [found] = await sql`select 1 from pg_database where datname = ${name}`;
    if (found !== undefined) return name;
    await sql.unsafe("create database template_partial");
    await migrate(url("template_partial"));
    await sql.unsafe(`alter database template_partial rename to ${name}`);
    return name;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function dropLeftovers(sql: postgres.Sql, keep: string): Promise<void> {
  const leftovers = await sql<{ datname: string }[]>`
    select datname from pg_database where datname ~ '^(file|template)_' and datname <> ${keep}`;
  for (const { datname } of leftovers) await sql.unsafe(`drop database "${datname}" with (force)`);
}
