import "server-only";
import { PgBoss } from "pg-boss";
import { jobNames } from "./jobs";
import { deadLetterQueue, deadLetterSettings, queues } from "./queues";
import { queueSchema } from "./settings";

/**
 * Installs or upgrades the queue's schema and brings every queue to its settings. Safe to repeat.
 *
 * @param url a direct connection: a transaction-mode pooler cannot run it.
 */
export async function migrateQueue(url: string): Promise<void> {
  const errors: Error[] = [];
  const boss = new PgBoss({
    connectionString: url,
    application_name: "mostik-migrate",
    schema: queueSchema,
    max: 1,
    supervise: false,
    schedule: false,
  });
  boss.on("error", (error) => errors.push(error));
  try {
    await boss.start();
    await boss.createQueue(deadLetterQueue, deadLetterSettings);
    await boss.updateQueue(deadLetterQueue, deadLetterSettings);
    for (const name of jobNames) {
      await boss.createQueue(name, queues[name]);
      await boss.updateQueue(name, queues[name]);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (errors[0] !== undefined) throw errors[0];
}
