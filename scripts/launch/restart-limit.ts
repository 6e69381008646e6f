const LIMIT = 5;
const WINDOW_MS = 60_000;

/** How often in a minute what died is started again, and after what pause. */
export class RestartLimit {
  #deaths: number[] = [];

  /** Counts a death at `now`; the pause before the next try in ms, null when another try would be vain. */
  next(now: number): number | null {
    this.#deaths = [...this.#deaths, now].filter((at) => now - at < WINDOW_MS);
    return this.#deaths.length > LIMIT ? null : 250 * 2 ** (this.#deaths.length - 1);
  }

  forget(): void {
    this.#deaths = [];
  }
}
