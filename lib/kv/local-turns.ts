/** At most `limit` calls in any `windowMs`, counted under `key`. */
export interface Turnstile {
  key: string;
  limit: number;
  windowMs: number;
  /**
   * Who calls again and again finds a place reserved already. It is used up to a second (`aheadForMs`) later
   * than it was reserved, by which the window is to be longer.
   */
  isReservedAhead?: boolean;
}

const forgetAbove = 10_000;

/** The limits of one process alone, for while there is no store: the same rule, in memory. */
export class LocalTurns {
  readonly #times = new Map<string, number[]>();
  readonly #holds = new Map<string, number>();

  /** Whether a place was reserved (1 or 0), and how many milliseconds away it is. */
  take(turnstiles: readonly Turnstile[], longestWaitMs: number, nowMs: number): [number, number] {
    const at = Math.max(nowMs, ...turnstiles.map((turnstile) => this.#freeAt(turnstile)));
    if (at - nowMs > longestWaitMs) return [0, at - nowMs];
    if (this.#times.size > forgetAbove) this.#times.clear();
    for (const { key, limit } of turnstiles) {
      this.#times.set(key, [at, ...(this.#times.get(key) ?? [])].slice(0, limit));
    }
    return [1, at - nowMs];
  }

  hold(key: string, forMs: number, nowMs: number): void {
    if (this.#holds.size > forgetAbove) this.#holds.clear();
    this.#holds.set(key, nowMs + forMs);
  }

  #freeAt({ key, limit, windowMs }: Turnstile): number {
    const times = this.#times.get(key) ?? [];
    const first = times[limit - 1];
    const afterFirst = first === undefined ? 0 : first + windowMs;
    return Math.max(times[0] ?? 0, afterFirst, this.#holds.get(key) ?? 0);
  }
}
