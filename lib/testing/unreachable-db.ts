import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Db } from "@/db/client";

/** A database that went away: whatever is asked of it fails as a lost connection does. */
export async function unreachableDb(): Promise<Db> {
  const pool = postgres(process.env.DATABASE_URL ?? "", { max: 1 });
  await pool.end();
  return drizzle(pool, { casing: "snake_case" });
}
