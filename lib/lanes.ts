import "server-only";

interface Lane {
  underWay: number;
  waiting: Array<() => void>;
}

/** Lets so many pieces of work of one key go on at once; the others wait for their turn. */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();

  constructor(private readonly width: number) {}

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(key) ?? { underWay: 0, waiting: [] };
    this.#lanes.set(key, lane);
    if (lane.underWay < this.width) lane.underWay += 1;
    else await new Promise<void>((resolve) => lane.waiting.push(resolve));
    try {
      return await work();
    } finally {
      this.#leave(key, lane);
    }
  }

  /** A place passes to the next in line, so that nobody who comes later takes it. */
  #leave(key: string, lane: Lane): void {
    const next = lane.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    lane.underWay -= 1;
    if (lane.underWay === 0) this.#lanes.delete(key);
  }
}
