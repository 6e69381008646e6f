import "server-only";
import { db } from "@/db/client";
import { deleteExpiredConnectAttempts } from "@/lib/services/cleanup/delete-expired-connect-attempts";
import { deleteExpiredEmailTokens } from "@/lib/services/cleanup/delete-expired-email-tokens";
import { deleteExpiredReferralExports } from "@/lib/services/cleanup/delete-expired-referral-exports";
import { deleteExpiredSessions } from "@/lib/services/cleanup/delete-expired-sessions";
import { deleteOldAuditEvents } from "@/lib/services/cleanup/delete-old-audit-events";
import { deleteOldConnectionEvents } from "@/lib/services/cleanup/delete-old-connection-events";
import { deleteOldCronRuns } from "@/lib/services/cleanup/delete-old-cron-runs";
import {
  deleteOldProxiedCalls,
  deleteOldTokenHandouts,
} from "@/lib/services/cleanup/delete-old-daily-counts";

export interface CleanupOptions {
  clock: () => Date;
  /** How long it may take, in milliseconds; what is left waits for the next time. */
  budgetMs: number;
  signal?: AbortSignal;
  /** Rows deleted by one statement: locks are short and replicas keep up. */
  batchSize?: number;
}

export type CleanupCounts = {
  sessions: number;
  connectAttempts: number;
  emailTokens: number;
  cronRuns: number;
  referralExports: number;
  connectionEvents: number;
  tokenHandouts: number;
  proxiedCalls: number;
  auditEvents: number;
};

const deletions = {
  sessions: deleteExpiredSessions,
  connectAttempts: deleteExpiredConnectAttempts,
  emailTokens: deleteExpiredEmailTokens,
  cronRuns: deleteOldCronRuns,
  referralExports: deleteExpiredReferralExports,
  connectionEvents: deleteOldConnectionEvents,
  tokenHandouts: deleteOldTokenHandouts,
  proxiedCalls: deleteOldProxiedCalls,
  auditEvents: deleteOldAuditEvents,
} as const;

/** Deletes what has outlived its use, in batches. Any number of runs may overlap. */
export async function cleanup(options: CleanupOptions): Promise<CleanupCounts> {
  const { clock, budgetMs, signal, batchSize = 1_000 } = options;
  const endsAt = performance.now() + budgetMs;
  const counts: CleanupCounts = {
    sessions: 0,
    connectAttempts: 0,
    emailTokens: 0,
    cronRuns: 0,
    referralExports: 0,
    connectionEvents: 0,
    tokenHandouts: 0,
    proxiedCalls: 0,
    auditEvents: 0,
  };
  for (const [name, deleteSome] of entriesOf(deletions)) {
    for (let deleted = batchSize; deleted === batchSize; counts[name] += deleted) {
      if (signal?.aborted === true || performance.now() >= endsAt) return counts;
      deleted = await deleteSome({ db: db(), now: clock() }, batchSize);
    }
  }
  return counts;
}

function entriesOf<K extends string, V>(record: Record<K, V>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
