import "server-only";
import { sql } from "drizzle-orm";
import { fromDrizzle, type Db as QueueDb } from "pg-boss";
import type { Db } from "@/db/client";

/**
 * Lets pg-boss run its statements on our connection or transaction. Drizzle replaces the JSON
 * serialisers of postgres.js, so an object that pg-boss binds has to arrive as text.
 */
export function overDrizzle(db: Db): QueueDb {
  const plain = fromDrizzle(db, sql);
  return { executeSql: (text, values) => plain.executeSql(text, values?.map(asBound)) };
}

function asBound(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value;
}
