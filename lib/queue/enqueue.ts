import "server-only";
import { v5, v7 } from "uuid";
import type { Db } from "@/db/client";
import { type JobData, type JobName, jobs } from "./jobs";
import { overDrizzle } from "./over-drizzle";
import { forgetSender, sender } from "./sender";

const keyNamespace = "7f0b4a4e-52d1-4b53-9d1c-3f6f0f6b6a51";

export interface EnqueueOptions {
  /** Seconds to wait before the first attempt. */
  startAfter?: number;
  /** What the job is about: of all jobs of one name with one key only the first is kept (for a week). */
  singletonKey?: string;
}

/**
 * Puts a job into its queue, in the transaction that `db` is: it exists exactly if that commits.
 *
 * @returns the id of the job; with a `singletonKey`, the id of the first job that had this key.
 * @throws {ZodError} when `data` is not what the job is given: a bug of the caller.
 */
export async function enqueue<N extends JobName>(
  db: Db,
  name: N,
  data: JobData<N>,
  options: EnqueueOptions = {},
): Promise<string> {
  const { startAfter, singletonKey } = options;
  const id = singletonKey === undefined ? v7() : v5(`${name}:${singletonKey}`, keyNamespace);
  const payload = jobs[name].data.parse(data);
  const delay = startAfter === undefined ? {} : { startAfter };
  try {
    const boss = await sender(db);
    await boss.send(name, payload, { id, ...delay, db: overDrizzle(db) });
  } catch (error) {
    await forgetSender();
    throw error;
  }
  return id;
}
