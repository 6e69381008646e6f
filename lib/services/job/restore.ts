import "server-only";
import type { Context } from "@/lib/context";
import { takeBack } from "@/lib/queue/operate";
import { actOnJob } from "./act-on-job";

/**
 * Undoes a removal: the job waits again, or lies among the dead letters again.
 *
 * @throws {AppError} see `actOnJob`.
 */
export async function restoreJob(ctx: Context, { jobId }: { jobId: string }): Promise<void> {
  await actOnJob(
    ctx,
    { jobId, action: "job.restored", states: ["deleted"] },
    async ({ db }, { id, name }) => await takeBack(db, name, id),
  );
}
