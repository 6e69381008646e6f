import "server-only";
import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { kv } from "@/lib/kv/client";

type Part = "ok" | "unavailable";

export interface Health {
  /** `degraded` while only the store is away: limits and caches are off, everything else works. */
  status: "ok" | "degraded" | "unavailable";
  database: Part;
  store: Part;
  queue: Part;
  time: string;
}

const patienceMs = 2_000;

/** Asks each server that the product stands on; none may take longer than two seconds. */
export async function checkHealth(now: Date): Promise<Health> {
  const [database, queue, store] = await Promise.all([
    answers(db().execute(sql`select 1`)),
    answers(db().execute(sql`select 1 from pgboss.version limit 1`)),
    answers(kv().ping()),
  ]);
  const status = database === "ok" && queue === "ok" ? (store === "ok" ? "ok" : "degraded") : "unavailable";
  return { status, database, store, queue, time: now.toISOString() };
}

async function answers(question: PromiseLike<unknown>): Promise<Part> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Part>((resolve) => {
    timer = setTimeout(() => resolve("unavailable"), patienceMs);
  });
  const answer = Promise.resolve(question).then(
    (): Part => "ok",
    (): Part => "unavailable",
  );
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
