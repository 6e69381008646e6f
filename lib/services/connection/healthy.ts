import type { connections } from "@/db/schema/connection";

/** What a connection looks like when nothing is wrong and nobody holds its lease. */
export const healthy = {
  leaseToken: null,
  leaseUntil: null,
  failCount: 0,
  firstFailedAt: null,
  lastErrorClass: null,
  lastErrorCode: null,
  lastErrorFingerprint: null,
} satisfies Partial<typeof connections.$inferSelect>;
