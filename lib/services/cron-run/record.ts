import "server-only";
import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { db } from "@/db/client";
import { cronRuns } from "@/db/schema/cron-run";
import { oldestOverdueSeconds } from "../connection/oldest-overdue";

/** Does a scheduled job's work and keeps a row of it: when, how it ended, what it counted. */
export async function recordCronRun<T extends Record<string, number>>(
  job: string,
  clock: () => Date,
  work: () => Promise<T>,
): Promise<T> {
  const id = v7();
  await db().insert(cronRuns).values({ id, job, status: "running", startedAt: clock(), counts: {} });
  const end = async (row: Partial<typeof cronRuns.$inferInsert>) => {
    await db()
      .update(cronRuns)
      .set({ ...row, finishedAt: clock() })
      .where(eq(cronRuns.id, id));
  };
  try {
    const counts = await work();
    await end({
      status: "succeeded",
      counts,
      oldestOverdueSeconds: await oldestOverdueSeconds(db(), clock()),
    });
    return counts;
  } catch (error) {
    await end({ status: "failed", errorType: error instanceof Error ? error.name : typeof error });
    throw error;
  }
}
