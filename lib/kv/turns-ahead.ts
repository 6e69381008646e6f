/** How long a place that was reserved ahead may be used, and who asks again so soon has one reserved. */
export const aheadForMs = 1_000;

const forgetAbove = 10_000;

/** Places that this process has reserved before anybody asks for them, one for each key. */
export class TurnsAhead {
  readonly #until = new Map<string, number>();
  readonly #askedAt = new Map<string, number>();

  /** Whether there is a place to be used at once; then it is. */
  take(key: string, nowMs: number): boolean {
    const isHere = this.has(key, nowMs);
    this.#until.delete(key);
    return isHere;
  }

  has(key: string, nowMs: number): boolean {
    return nowMs < (this.#until.get(key) ?? 0);
  }

  /** Notes that somebody asks, and tells whether somebody has within the last second. */
  ask(key: string, nowMs: number): boolean {
    const isAgain = nowMs - (this.#askedAt.get(key) ?? -Infinity) < aheadForMs;
    if (this.#askedAt.size > forgetAbove) this.#askedAt.clear();
    this.#askedAt.set(key, nowMs);
    return isAgain;
  }

  keep(key: string, nowMs: number): void {
    if (this.#until.size > forgetAbove) this.#until.clear();
    this.#until.set(key, nowMs + aheadForMs);
  }

  drop(key: string): void {
    this.#until.delete(key);
    this.#askedAt.delete(key);
  }
}
