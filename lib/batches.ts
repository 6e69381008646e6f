import "server-only";

interface Waiting<I, O> {
  item: I;
  resolve: (outcome: O) => void;
  reject: (error: unknown) => void;
}

interface BatchRule {
  /** Items in one batch. */
  sizeMax: number;
  /** Batches under way at once. */
  underWayMax: number;
  /** Whether an error can be the fault of one item, so that the others should be tried without it. */
  isOfOne?: (error: unknown) => boolean;
}

/**
 * Does the work of many in one go: what comes in the same turn of the event loop goes together, and what
 * comes while batches are under way waits for the next. Who comes alone waits for nobody.
 */
export class Batches<I, O> {
  readonly #work: (items: readonly I[]) => Promise<readonly O[]>;
  readonly #rule: BatchRule;
  #waiting: Waiting<I, O>[] = [];
  #underWay = 0;

  /** @param work outcomes in the order of the items */
  constructor(rule: BatchRule, work: (items: readonly I[]) => Promise<readonly O[]>) {
    this.#rule = rule;
    this.#work = work;
  }

  async add(item: I): Promise<O> {
    return await new Promise<O>((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#underWay < this.#rule.underWayMax) this.#begin();
    });
  }

  /** At the end of this turn of the event loop: all whose requests came in it are of the first batch already. */
  #begin(): void {
    this.#underWay += 1;
    setImmediate(() => void this.#run());
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#rule.sizeMax);
      await this.#settle(batch).catch(async (error: unknown) => await this.#fail(batch, error));
    }
    this.#underWay -= 1;
  }

  async #fail(batch: readonly Waiting<I, O>[], error: unknown): Promise<void> {
    const alone = batch.length > 1 && this.#rule.isOfOne?.(error) === true;
    await Promise.all(
      batch.map(async (one) => (alone ? await this.#settle([one]).catch(one.reject) : one.reject(error))),
    );
  }

  async #settle(batch: readonly Waiting<I, O>[]): Promise<void> {
    const outcomes = await this.#work(batch.map(({ item }) => item));
    if (outcomes.length !== batch.length) throw new Error("A batch's outcomes are not those of its items.");
    for (const [index, outcome] of outcomes.entries()) batch[index]?.resolve(outcome);
  }
}

/** The same work for each database that is handed in: a test's own, or the pool. */
export function batchesPer<K extends object, I, O>(
  rule: BatchRule,
  work: (key: K, items: readonly I[]) => Promise<readonly O[]>,
): (key: K, item: I) => Promise<O> {
  const open = new WeakMap<K, Batches<I, O>>();
  return async (key, item) => {
    const batches = open.get(key) ?? new Batches<I, O>(rule, async (items) => await work(key, items));
    open.set(key, batches);
    return await batches.add(item);
  };
}
