import "server-only";
import { PgBoss } from "pg-boss";
import { type Db, db } from "@/db/client";
import { log } from "@/lib/log";
import { overDrizzle } from "./over-drizzle";
import { idleClock, queueSchema } from "./settings";

// Next evaluates modules once per bundle; the sender must be one per process.
const store = globalThis as typeof globalThis & { mostikSender?: Promise<PgBoss> };

/**
 * A pg-boss that only puts jobs in, over the application's own connections.
 *
 * @param first where its few start-up reads run. It is the caller's transaction, because with a pool
 *   of one connection another one would never come.
 */
export function sender(first: Db): Promise<PgBoss> {
  store.mostikSender ??= start(first);
  return store.mostikSender;
}

/** Forgets the sender, so that the next job reads the queues anew: after a failure, or a migration. */
export async function forgetSender(): Promise<void> {
  const current = store.mostikSender;
  delete store.mostikSender;
  const boss = await current?.catch(() => null);
  await boss?.stop({ graceful: false, close: false });
}

async function start(first: Db): Promise<PgBoss> {
  let starting = true;
  const boss = new PgBoss({
    db: { executeSql: (text, values) => overDrizzle(starting ? first : db()).executeSql(text, values) },
    schema: queueSchema,
    migrate: false,
    supervise: false,
    schedule: false,
    clock: idleClock,
  });
  boss.on("error", (error) => log().warn({ err: error }, "queue sender"));
  try {
    return await boss.start();
  } finally {
    starting = false;
  }
}
