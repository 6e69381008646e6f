import "server-only";
import { and, desc, eq, sql } from "drizzle-orm";
import type { Context, UserActor } from "@/lib/context";
import { type JobCursor, jobCursorText } from "@/lib/domain/job-cursor";
import type { JobState } from "@/lib/domain/job-state";
import { type JobDetail, jobCause, jobDetails } from "@/lib/domain/job-view";
import type { Page } from "@/lib/domain/page";
import { homeQueue, isNoShadow, jobTable, stateOfJob } from "@/lib/queue/job-table";
import type { JobName } from "@/lib/queue/jobs";
import { requireSuperuser } from "@/lib/services/user/require-superuser";

export interface JobItem {
  id: string;
  /** Where it was put in; of a dead letter, where it failed. */
  queue: string;
  state: JobState;
  details: JobDetail[];
  /** Attempts that have ended, or begun. */
  attempts: number;
  /** Why the last attempt failed; null where it did not, or nothing is known. */
  cause: string | null;
  createdAt: Date;
  /** When it may be taken, of those that wait. */
  dueAt: Date | null;
  endedAt: Date | null;
}

export interface JobFilter {
  queue: JobName | null;
  state: JobState | null;
  cursor: JobCursor | null;
}

const pageSize = 25;

/**
 * The jobs of all queues, the newest first. A job that failed for good is there once, as a dead letter.
 *
 * @throws {AppError} `not_found` for whoever is no superuser.
 */
export async function listJobs(ctx: Context<UserActor>, filter: JobFilter): Promise<Page<JobItem>> {
  requireSuperuser(ctx);
  const rows = await jobsQuery(ctx, filter);
  const items = rows.slice(0, pageSize).map(asItem);
  const last = rows.length > pageSize ? rows[pageSize - 1] : undefined;
  return { items, nextCursor: last === undefined ? null : jobCursorText(last) };
}

type Row = Awaited<ReturnType<typeof jobsQuery>>[number];

function jobsQuery({ db }: Pick<Context, "db">, { queue, state, cursor }: JobFilter) {
  const { createdOn, id } = jobTable;
  return db
    .select({
      id,
      queue: homeQueue,
      state: stateOfJob,
      data: jobTable.data,
      retries: sql<number>`coalesce(${jobTable.sourceRetryCount}, ${jobTable.retryCount})`,
      output: sql<unknown>`coalesce(${jobTable.sourceOutput}, ${jobTable.output})`,
      createdOn,
      startAfter: jobTable.startAfter,
      completedOn: jobTable.completedOn,
      micros: sql<string>`(extract(epoch from ${createdOn}) * 1000000)::bigint::text`,
    })
    .from(jobTable)
    .where(
      and(
        isNoShadow,
        queue === null ? undefined : eq(homeQueue, queue),
        state === null ? undefined : eq(stateOfJob, state),
        cursor === null
          ? undefined
          : sql`(${createdOn}, ${id}) < (timestamptz 'epoch' + ${cursor.micros}::bigint * interval '1 microsecond', ${cursor.id}::uuid)`,
      ),
    )
    .orderBy(desc(createdOn), desc(id))
    .limit(pageSize + 1);
}

function asItem({ id, queue, state, data, retries, output, ...times }: Row): JobItem {
  const hasBegun = state !== "waiting" && state !== "deleted";
  return {
    id,
    queue,
    state,
    details: jobDetails(data),
    attempts: retries + (hasBegun ? 1 : 0),
    cause: state === "done" ? null : jobCause(output),
    createdAt: times.createdOn,
    dueAt: state === "waiting" || state === "retrying" ? times.startAfter : null,
    endedAt: times.completedOn,
  };
}
