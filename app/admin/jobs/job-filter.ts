import type { Route } from "next";
import { type JobCursor, jobCursorFrom } from "@/lib/domain/job-cursor";
import { type JobState, jobStates } from "@/lib/domain/job-state";
import { type JobName, jobNames } from "@/lib/queue/jobs";

export interface ListedJobs {
  queue: JobName | null;
  state: JobState | null;
}

type Parameters = Record<string, string | string[] | undefined>;

/** What the page's address asks for; what makes no sense is left out. */
export function filterFrom(parameters: Parameters): ListedJobs & { cursor: JobCursor | null } {
  return {
    queue: jobNames.find((name) => name === parameters.queue) ?? null,
    state: jobStates.find((state) => state === parameters.state) ?? null,
    cursor: jobCursorFrom(parameters.cursor),
  };
}

export function jobsHref({ queue, state }: ListedJobs, cursor: string | null = null): Route {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ queue, state, cursor }))
    if (value !== null) parameters.set(name, value);
  return parameters.size === 0 ? "/admin/jobs" : `/admin/jobs?${parameters}`;
}
