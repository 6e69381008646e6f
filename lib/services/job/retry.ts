import "server-only";
import type { Context } from "@/lib/context";
import { hurry, redrive } from "@/lib/queue/operate";
import { actOnJob } from "./act-on-job";

/**
 * Has a job done now: a dead letter is put back into its queue, one that waits for its time is due.
 *
 * @throws {AppError} see `actOnJob`.
 */
export async function retryJob(ctx: Context, { jobId }: { jobId: string }): Promise<void> {
  const states = ["dead", "retrying", "waiting"] as const;
  await actOnJob(ctx, { jobId, action: "job.retried", states }, async ({ db }, { id, name, state }) => {
    if (state === "dead") await redrive(db, { ids: [id] });
    else await hurry(db, name, id);
  });
}
