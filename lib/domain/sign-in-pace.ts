const calmAttempts = 20;
const longestMs = 8_000;

/**
 * How far apart an account's attempts to sign in are let through, in milliseconds, when there have
 * been this many from unknown devices lately: not at all at first, then a second, and twice that
 * with each doubling of the attempts.
 */
export function signInPaceMs(attempts: number): number {
  if (attempts <= calmAttempts) return 0;
  return Math.min(longestMs, 1_000 * 2 ** Math.floor(Math.log2(attempts / calmAttempts)));
}
