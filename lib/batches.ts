import "server-only";

interface Waiting<I, O> {
  item: I;
  resolve: (outcome: O) => void;
  reject: (error: unknown) => void;
}

/**
 * Does the work of many in one go: what comes while a batch is under way waits for the next, so that
 * who comes alone waits for nobody. A batch that fails is done again one by one: its error is only
 * that of the item that breaks it.
 */
export class Batches<I, O> {
  readonly #work: (items: readonly I[]) => Promise<readonly O[]>;
  readonly #sizeMax: number;
  #waiting: Waiting<I, O>[] = [];
  #underWay = false;

  /** @param work outcomes in the order of the items */
  constructor(work: (items: readonly I[]) => Promise<readonly O[]>, sizeMax: number) {
    this.#work = work;
    this.#sizeMax = sizeMax;
  }

  async add(item: I): Promise<O> {
    return await new Promise<O>((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#underWay) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#underWay = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#sizeMax);
      await this.#settle(batch).catch(async () => {
        for (const one of batch) await this.#settle([one]).catch(one.reject);
      });
    }
    this.#underWay = false;
  }

  async #settle(batch: readonly Waiting<I, O>[]): Promise<void> {
    const outcomes = await this.#work(batch.map(({ item }) => item));
    if (outcomes.length !== batch.length) throw new Error("A batch's outcomes are not those of its items.");
    batch.forEach(({ resolve }, index) => {
      const outcome = outcomes[index];
      if (outcome !== undefined) resolve(outcome);
    });
  }
}
