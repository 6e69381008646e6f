import "server-only";
import type { Db } from "@/db/client";
import type { JobName } from "./jobs";
import { overDrizzle } from "./over-drizzle";
import { deadLetterQueue } from "./queues";
import { sender } from "./sender";

const redrivenAtOnce = 1_000;

/**
 * Puts dead letters back into the queues where they failed, with all their attempts before them. The
 * new job answers to the first one's id, so what went through already is not done again.
 *
 * @returns how many.
 */
export async function redrive(db: Db, which: { ids: string[] } | { queue: JobName | null }): Promise<number> {
  const boss = await sender(db);
  const filter = "ids" in which ? which : which.queue === null ? {} : { sourceName: which.queue };
  let all = 0;
  for (let moved = redrivenAtOnce; moved === redrivenAtOnce; all += moved) {
    moved = await boss.redrive(deadLetterQueue, { ...filter, limit: redrivenAtOnce, db: overDrizzle(db) });
  }
  return all;
}

/** Lets a waiting job be taken at once. */
export async function hurry(db: Db, queue: string, id: string): Promise<void> {
  const boss = await sender(db);
  await boss.update(queue, undefined, { id, startAfter: 0, db: overDrizzle(db) });
}

/** Takes a job out without doing it; its row stays until the queue's retention is over. */
export async function putAside(db: Db, queue: string, id: string): Promise<void> {
  const boss = await sender(db);
  await boss.cancel(queue, id, { db: overDrizzle(db) });
}

/** Undoes `putAside`. */
export async function takeBack(db: Db, queue: string, id: string): Promise<void> {
  const boss = await sender(db);
  await boss.resume(queue, id, { db: overDrizzle(db) });
}
