import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/** `[collection, key, value]` sets, `[collection, key]` deletes. */
type Line = [string, string] | [string, string, unknown];

const compactionFloor = 50_000;

/**
 * What a provider remembers: named maps, each change appended to a file before it is acknowledged, so that a
 * killed sandbox comes back with every token it handed out. Without a file the maps live in memory.
 */
export class Journal {
  readonly #file: string | null;
  readonly #collections = new Map<string, Map<string, unknown>>();
  #handle: number | null = null;
  #lines = 0;

  constructor(file: string | null) {
    this.#file = file;
    if (file === null) return;
    mkdirSync(dirname(file), { recursive: true });
    this.#load(file);
    this.#compact(file);
  }

  collection<T>(name: string): Collection<T> {
    const entries = this.#map(name) as Map<string, T>;
    return new Collection(entries, (key, value) => {
      this.#append(value === undefined ? [name, key] : [name, key, value]);
    });
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  #map(name: string): Map<string, unknown> {
    const known = this.#collections.get(name);
    if (known) return known;
    const created = new Map<string, unknown>();
    this.#collections.set(name, created);
    return created;
  }

  #append(line: Line): void {
    if (this.#file === null || this.#handle === null) return;
    writeSync(this.#handle, `${JSON.stringify(line)}\n`);
    this.#lines += 1;
    if (this.#lines > compactionFloor && this.#lines > 4 * this.#size()) this.#compact(this.#file);
  }

  #size(): number {
    return [...this.#collections.values()].reduce((sum, entries) => sum + entries.size, 0);
  }

  #load(file: string): void {
    for (const text of readLines(file)) {
      const line = parseLine(text);
      // A kill in the middle of a write leaves half a line at the end.
      if (line === null) break;
      const [name, key, value] = line;
      if (line.length === 2) this.#map(name).delete(key);
      else this.#map(name).set(key, value);
    }
  }

  #compact(file: string): void {
    this.close();
    const lines: string[] = [];
    for (const [name, entries] of this.#collections) {
      for (const [key, value] of entries) lines.push(`${JSON.stringify([name, key, value])}\n`);
    }
    const draft = `${file}.tmp`;
    writeFileSync(draft, lines.join(""), { mode: 0o600 });
    renameSync(draft, file);
    this.#lines = lines.length;
    this.#handle = openSync(file, "a");
  }
}

/** One named map of a journal. Values are never changed in place: a change is a `set`. */
export class Collection<T> {
  readonly #entries: Map<string, T>;
  readonly #changed: (key: string, value: T | undefined) => void;

  constructor(entries: Map<string, T>, changed: (key: string, value: T | undefined) => void) {
    this.#entries = entries;
    this.#changed = changed;
  }

  get(key: string): T | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: T): void {
    this.#entries.set(key, value);
    this.#changed(key, value);
  }

  delete(key: string): void {
    if (this.#entries.delete(key)) this.#changed(key, undefined);
  }

  entries(): [string, T][] {
    return [...this.#entries];
  }

  values(): T[] {
    return [...this.#entries.values()];
  }

  /** Deletes what the predicate picks; returns how many. */
  deleteWhere(picks: (value: T) => boolean): number {
    const keys = this.entries().flatMap(([key, value]) => (picks(value) ? [key] : []));
    for (const key of keys) this.delete(key);
    return keys.length;
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function parseLine(text: string): Line | null {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return null;
  }
}
