const dayMs = 24 * 60 * 60_000;

/** A session ends 30 days after sign-in, whatever happens, and after 14 days in which nobody came. */
export const sessionLifeMs = 30 * dayMs;
export const idleLimitMs = 14 * dayMs;

export function isIdle(lastSeenAt: Date, now: Date, limitMs: number): boolean {
  return now.getTime() - lastSeenAt.getTime() > limitMs;
}
