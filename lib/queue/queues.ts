import type { Queue } from "pg-boss";
import type { JobName } from "./jobs";

/** Where jobs go that failed for good. Nothing takes them out but an operator who drives them again. */
export const deadLetterQueue = "dead-letter";

type QueueSettings = Omit<Queue, "name">;

const day = 24 * 60 * 60;

const patient: QueueSettings = {
  retryLimit: 10,
  retryDelay: 10,
  retryBackoff: true,
  retryDelayMax: 3600,
  // Longer than a batch can take: after it another process may take the job.
  expireInSeconds: 120,
  deleteAfterSeconds: 7 * day,
  deadLetter: deadLetterQueue,
  notify: true,
};

/** Somebody watches: after three to five minutes of attempts they are told, and may ask anew. */
const brisk: QueueSettings = { ...patient, retryLimit: 6, retryDelay: 5, retryDelayMax: 120 };

/**
 * How each queue treats its jobs. The retries of a mail spread over 2.5 to 5 hours; Resend remembers
 * an idempotency key for 24.
 */
export const queues: Record<JobName, QueueSettings> = {
  "send-mail": patient,
  "answer-account-mail-request": patient,
  "write-referral-export": brisk,
};

export const deadLetterSettings: QueueSettings = { retentionSeconds: 90 * day, deleteAfterSeconds: 90 * day };
