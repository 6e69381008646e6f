import "server-only";

/** Work that all who ask for the same while it is under way share, its failure included. */
export class SingleFlight<T> {
  readonly #underWay = new Map<string, Promise<T>>();

  async run(key: string, work: () => Promise<T>): Promise<T> {
    const shared = this.#underWay.get(key);
    if (shared !== undefined) return await shared;
    const mine = work().finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, mine);
    return await mine;
  }
}
