import "server-only";
import type { JobWithMetadata } from "pg-boss";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { type JobData, type JobName, jobs } from "./jobs";

export interface JobRun {
  /** The same at each attempt, and when an operator drives it again: what makes a repeated effect recognisable. */
  id: string;
  now: Date;
  signal: AbortSignal;
}

/** What is done for each job. It may be repeated after a crash, so its effect must bear repetition. */
export type JobHandlers = { [N in JobName]: (data: JobData<N>, run: JobRun) => Promise<void> };

export interface Performance {
  handlers: JobHandlers;
  clock: () => Date;
  signal: AbortSignal;
}

/** Why an attempt failed, as it is kept with the job: no message, because that may hold an address. */
interface FailureOutput {
  type: string;
  code?: string;
  reason?: string;
  extra?: Record<string, string | number>;
}

export interface Outcome {
  job: JobWithMetadata<unknown>;
  failure: FailureOutput | null;
}

/** Does one job. A failure is an outcome, not an exception: the others of its batch go on. */
export async function perform<N extends JobName>(
  name: N,
  job: JobWithMetadata<unknown>,
  { clock, signal, handlers }: Performance,
): Promise<Outcome> {
  try {
    const data = jobs[name].data.parse(job.data);
    await handlers[name](data, { id: job.sourceRootId ?? job.id, now: clock(), signal });
    return { job, failure: null };
  } catch (error) {
    log().warn({ err: error, job: name, jobId: job.id, attempt: job.retryCount + 1 }, "job failed");
    return { job, failure: describe(error) };
  }
}

function describe(error: unknown): FailureOutput {
  if (!(error instanceof Error)) return { type: typeof error };
  if (!(error instanceof AppError)) return { type: error.name };
  const { name, code, reason, extra } = error;
  return { type: name, code, ...(reason !== undefined && { reason }), ...(extra !== undefined && { extra }) };
}
