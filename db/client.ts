import "server-only";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/lib/env";
import { preparing } from "./prepare";

/** The pool, or a transaction on it: verbs take either. */
export type Db = Pick<
  PostgresJsDatabase,
  | "select"
  | "selectDistinct"
  | "selectDistinctOn"
  | "insert"
  | "update"
  | "delete"
  | "execute"
  | "transaction"
  | "with"
  | "$with"
  | "$count"
>;

interface Pool {
  db: Db;
  sql: postgres.Sql;
}

// Next evaluates modules once per bundle; the pool must be one per process.
const store = globalThis as typeof globalThis & { mostikPool?: Pool };

function pool(): Pool {
  store.mostikPool ??= openPool();
  return store.mostikPool;
}

function openPool(): Pool {
  const { DATABASE_URL, DATABASE_POOL_MAX, DATABASE_PREPARE } = env();
  const sql = postgres(DATABASE_URL, {
    max: DATABASE_POOL_MAX,
    prepare: DATABASE_PREPARE,
    connect_timeout: 5,
    idle_timeout: 60,
    // Seconds. By itself the driver waits up to 20 after a short outage, half a lease of a rotation.
    backoff: (attempts: number) => Math.min(0.05 * 2 ** attempts, 1),
    onnotice: () => {},
  });
  const client = DATABASE_PREPARE ? preparing(sql) : sql;
  return { db: drizzle(client, { casing: "snake_case" }), sql };
}

/** The application's connection pool: one per process, opened at the first use. */
export function db(): Db {
  return pool().db;
}

/** Ends the pool, waiting at most `timeoutSeconds` for queries under way. */
export async function closeDb(timeoutSeconds = 5): Promise<void> {
  const open = store.mostikPool;
  delete store.mostikPool;
  await open?.sql.end({ timeout: timeoutSeconds });
}
