/**
 * What has become of a job, as an operator sees it. `dead`: every attempt failed, and nothing takes
 * it up again but an operator. `deleted`: put aside by one, and kept for a while.
 */
export const jobStates = ["dead", "waiting", "retrying", "running", "done", "deleted"] as const;

export type JobState = (typeof jobStates)[number];
