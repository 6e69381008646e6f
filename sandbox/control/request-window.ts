/** Counts the requests of each key in windows of fixed length that begin with the first request. */
export class RequestWindow {
  readonly #lengthMs: number;
  readonly #windows = new Map<string, { since: number; count: number }>();

  constructor(lengthMs: number) {
    this.#lengthMs = lengthMs;
  }

  /** Null when the request is within the limit, else the milliseconds until the window ends. 0 is no limit. */
  take(key: string, limit: number, nowMs: number): number | null {
    if (limit === 0) return null;
    const current = this.#windows.get(key);
    if (!current || nowMs - current.since >= this.#lengthMs || nowMs < current.since) {
      this.#forgetOld(nowMs);
      this.#windows.set(key, { since: nowMs, count: 1 });
      return null;
    }
    current.count += 1;
    return current.count <= limit ? null : current.since + this.#lengthMs - nowMs;
  }

  clear(): void {
    this.#windows.clear();
  }

  #forgetOld(nowMs: number): void {
    if (this.#windows.size < 10_000) return;
    for (const [key, window] of this.#windows) {
      if (nowMs - window.since >= this.#lengthMs) this.#windows.delete(key);
    }
  }
}
