import { existsSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { migrateQueue } from "@/lib/queue/migrate";

// Any number will do, as long as every process that migrates takes the same.
const LOCK = 7_305_881;

/**
 * Brings the database at `url` to the newest schema, that of the queue included. Safe to call from any number of
 * processes at once: they take turns. `url` must lead to PostgreSQL itself and not to a transaction-mode pooler, which would lose the lock.
 */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    await applyMigrations(drizzle(sql), { migrationsFolder: findMigrations() });
    await migrateQueue(url);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function findMigrations(): string {
  const folder = join(process.cwd(), "db/migrations");
  if (existsSync(folder)) return folder;
  throw new Error(`There is no ${folder}: run this from the root of the project.`);
}
