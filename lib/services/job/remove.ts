import "server-only";
import type { Context } from "@/lib/context";
import { putAside } from "@/lib/queue/operate";
import { actOnJob } from "./act-on-job";

/**
 * Puts a job aside that is not under way: it will not be done unless it is restored before its
 * queue's retention is over.
 *
 * @throws {AppError} see `actOnJob`.
 */
export async function removeJob(ctx: Context, { jobId }: { jobId: string }): Promise<void> {
  const states = ["dead", "retrying", "waiting"] as const;
  await actOnJob(
    ctx,
    { jobId, action: "job.deleted", states },
    async ({ db }, { id, name }) => await putAside(db, name, id),
  );
}
