import "server-only";
import { PgBoss } from "pg-boss";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { idleClock, queueSchema } from "./settings";

/**
 * A pg-boss that takes jobs out, over connections of its own (two, and one to listen on for a
 * worker): its maintenance runs several statements at once, which a pooler or Drizzle refuses.
 * The caller stops it.
 */
export async function openBoss(role: "drain" | "worker"): Promise<PgBoss> {
  const { DATABASE_URL, DATABASE_DIRECT_URL } = env();
  const isWorker = role === "worker";
  const boss = new PgBoss({
    connectionString: DATABASE_DIRECT_URL ?? DATABASE_URL,
    application_name: `mostik-${role}`,
    schema: queueSchema,
    max: 2,
    migrate: false,
    schedule: false,
    supervise: isWorker,
    useListenNotify: isWorker,
    // Below the minute between two drains, so that each looks for what dead processes held.
    monitorIntervalSeconds: 30,
    ...(!isWorker && { clock: idleClock }),
  });
  boss.on("error", (err) => log().error({ err, role }, "queue"));
  boss.on("warning", ({ message }) => log().warn({ role, warning: message }, "queue"));
  try {
    return await boss.start();
  } catch (error) {
    await boss.stop({ graceful: false });
    throw error;
  }
}
