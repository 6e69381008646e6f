import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { type Db, db } from "@/db/client";
import { isConnectionFailure, mayPass } from "@/db/errors";
import { log } from "@/lib/log";

interface TallyRule<T> {
  /** In the log. */
  name: string;
  /** What has the same key is counted in one. */
  keyOf: (counted: T) => string;
  join: (known: T, next: T) => T;
  /** Writes a list in one transaction. */
  write: (db: Db, list: readonly T[]) => Promise<void>;
}

const everyMs = 1_000;
const mostPending = 10_000;
/** So few, and so far apart, that writing them does not hold up the requests beside it. */
const perTransaction = 25;
const pauseAtMostMs = 50;
/** For a second's transactions with their pauses, so that the next second's need not wait. */
const spreadMs = 700;

// Next evaluates modules once per bundle; what is counted must be flushed by one stop.
const store = globalThis as typeof globalThis & { mostikTallies?: Set<{ flush: () => Promise<void> }> };

/** Counts that are gathered for a second and written together, so that nobody waits for them. */
export class Tally<T> {
  readonly #rule: TallyRule<T>;
  readonly #pending = new Map<string, T>();
  #timer: NodeJS.Timeout | null = null;
  #writing = Promise.resolve();
  #inHurry = 0;

  constructor(rule: TallyRule<T>) {
    this.#rule = rule;
    store.mostikTallies ??= new Set();
    store.mostikTallies.add(this);
  }

  add(counted: T): void {
    this.#gather(counted);
    if (this.#pending.size >= mostPending) void this.flush();
    else this.#flushLater();
  }

  /** Writes what was counted until now. What the database cannot take is kept for the next time. */
  async flush(): Promise<void> {
    this.#inHurry += 1;
    await this.#write();
    this.#inHurry -= 1;
  }

  async #write(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#writing = this.#writing.then(async () => {
      const list = [...this.#pending.values()];
      this.#pending.clear();
      await this.#writeAll(list);
    });
    await this.#writing;
  }

  async #writeAll(list: readonly T[]): Promise<void> {
    const pauseMs = Math.min(pauseAtMostMs, (spreadMs * perTransaction) / list.length);
    for (let from = 0; from < list.length; from += perTransaction) {
      if (from > 0 && this.#inHurry === 0) await sleep(pauseMs);
      const part = list.slice(from, from + perTransaction);
      const error = await this.#failure(part);
      if (error === null) continue;
      // While the database is away the others would fail as well, each with a line in the log.
      const isTheEnd = isConnectionFailure(error) && this.#inHurry === 0;
      this.#keep(isTheEnd ? list.slice(from) : part, error);
      if (isTheEnd) return;
    }
  }

  async #failure(list: readonly T[]): Promise<unknown> {
    try {
      await this.#rule.write(db(), list);
      return null;
    } catch (error) {
      return error;
    }
  }

  #keep(list: readonly T[], error: unknown): void {
    log().error({ err: error, tally: this.#rule.name, rows: list.length }, "counts could not be written");
    // No key is let in while the database is away, so what is kept does not grow.
    if (!mayPass(error)) return;
    for (const counted of list) this.#gather(counted);
    this.#flushLater();
  }

  #flushLater(): void {
    this.#timer ??= setTimeout(() => void this.#write(), everyMs).unref();
  }

  #gather(counted: T): void {
    const key = this.#rule.keyOf(counted);
    const known = this.#pending.get(key);
    this.#pending.set(key, known === undefined ? counted : this.#rule.join(known, counted));
  }
}

/** Writes whatever this process has counted until now, before it ends. */
export async function flushTallies(): Promise<void> {
  await Promise.all([...(store.mostikTallies ?? [])].map(async (tally) => await tally.flush()));
}
