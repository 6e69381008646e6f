const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Refresh tokens that nobody uses die (amoCRM's after three months), so nothing idles longer than this. */
const longestIdleMs = 7 * dayMs;
const latestBeforeExpiryMs = 15 * minuteMs;

/**
 * When a token issued at `issuedAt` should be renewed: at 75–85 % of its life, spread by `random`
 * (0 to 1) so that accounts connected together do not come due together.
 */
export function nextRefreshAt(issuedAt: Date, expiresAt: Date, random: number): Date {
  const lifeMs = Math.max(0, expiresAt.getTime() - issuedAt.getTime());
  const share = 0.75 + 0.1 * random;
  const latestMs = lifeMs > 4 * latestBeforeExpiryMs ? lifeMs - latestBeforeExpiryMs : lifeMs;
  return new Date(issuedAt.getTime() + Math.min(lifeMs * share, latestMs, longestIdleMs));
}

/** How long before its expiry a token is no longer handed out without a try to renew it. */
export function servingMarginMs(issuedAt: Date, expiresAt: Date): number {
  return Math.min(10 * minuteMs, Math.max(0, (expiresAt.getTime() - issuedAt.getTime()) / 10));
}

/**
 * The wait before the next try after `failures` failures in a row (1 and more): full jitter over
 * 30 s · 2ⁿ up to 30 minutes, and never less than the provider asked for.
 */
export function retryDelayMs(failures: number, random: number, retryAfterSeconds: number | null): number {
  const ceilingMs = Math.min(30 * minuteMs, 30_000 * 2 ** Math.min(failures - 1, 10));
  const askedMs = Math.min((retryAfterSeconds ?? 0) * 1000, dayMs);
  return Math.max(1000, askedMs, Math.round(ceilingMs * random));
}
