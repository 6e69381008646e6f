/** How long a place that was reserved ahead may be used, and who asks again so soon has one reserved. */
export const aheadForMs = 1_000;

const forgetAbove = 10_000;

/** Places that this process has reserved before anybody asks for them, one for each key. */
export class TurnsAhead {
  readonly #until = new Map<string, number>();
  readonly #askedAt = new Map<string, number>();
  readonly #reserving = new Map<string, symbol>();

  /** Notes that somebody asks, and tells whether somebody has within the last second. */
  ask(key: string, nowMs: number): boolean {
    const isAgain = nowMs - (this.#askedAt.get(key) ?? -Infinity) < aheadForMs;
    if (this.#askedAt.size > forgetAbove) this.#askedAt.clear();
    this.#askedAt.set(key, nowMs);
    return isAgain;
  }

  /** Whether there is a place to be used at once; then it is. */
  take(key: string, nowMs: number): boolean {
    const isHere = this.#has(key, nowMs);
    this.#until.delete(key);
    return isHere;
  }

  /** Begins to reserve a place; null where one is here or on its way already. */
  begin(key: string, nowMs: number): symbol | null {
    if (this.#reserving.has(key) || this.#has(key, nowMs)) return null;
    const reservation = Symbol(key);
    this.#reserving.set(key, reservation);
    return reservation;
  }

  /** @param askedAtMs when the place was asked for, which is before it was reserved; null where there was none. */
  end(key: string, reservation: symbol, askedAtMs: number | null): void {
    if (this.#reserving.get(key) !== reservation) return;
    this.#reserving.delete(key);
    if (askedAtMs === null) return;
    if (this.#until.size > forgetAbove) this.#until.clear();
    this.#until.set(key, askedAtMs + aheadForMs);
  }

  /** Lets go of what is here and of what is on its way. */
  drop(key: string): void {
    for (const kept of [this.#until, this.#askedAt, this.#reserving]) kept.delete(key);
  }

  #has(key: string, nowMs: number): boolean {
    return nowMs < (this.#until.get(key) ?? 0);
  }
}
