import { vi } from "vitest";

const windowMs = 600_000;

/**
 * For `beforeEach`: holds the time at the start of ten minutes. A limit's window that turns while a test
 * uses it up lets more through than it counts.
 */
export function holdClock(): () => void {
  vi.useFakeTimers({ toFake: ["Date"], now: Math.floor(Date.now() / windowMs) * windowMs });
  return () => vi.useRealTimers();
}
