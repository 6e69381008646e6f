import "server-only";
import type { z } from "zod";
import { Batches } from "@/lib/batches";
import { log } from "@/lib/log";
import { kv } from "./client";

interface Named {
  name: string;
  /** How a subject is written to the store, where it may not stand there as it is. */
  asStored?: (subject: string) => string;
}

interface VersionedRule<S extends z.ZodType> extends Named {
  /** Nothing is kept longer, even if an outdating was lost. */
  ttlSeconds: number;
  schema: S;
  /** What is not worth keeping in the store is loaded again after a second: by default all is. */
  isKept?: (value: z.input<S>) => boolean;
}

interface Remembered {
  value: Promise<unknown>;
  until: number;
}

/** For so long this process answers by itself: how stale another process's answer can be. */
const memoryMs = 1_000;
const rememberedAtMost = 20_000;

// Next evaluates modules once per bundle; what one of them outdates, the others must not remember.
const shared = globalThis as typeof globalThis & { mostikVersioned?: Map<string, Remembered> };

/**
 * The kept value of `subject`, or what `load` brings. Each value bears the version that the subject
 * had before it was loaded, so what was loaded before an outdating and written after it is not
 * believed. Without the store each process asks for itself.
 */
export async function versioned<S extends z.ZodType>(
  rule: VersionedRule<S>,
  subject: string,
  load: () => Promise<z.input<S>>,
): Promise<z.output<S>> {
  const memory = memoryOf();
  const own = `${rule.name}:${subject}`;
  const known = memory.get(own);
  if (known !== undefined && known.until > performance.now()) return (await known.value) as z.output<S>;
  const value = readOrLoad(rule, placeOf(rule, subject), load);
  memory.delete(own);
  memory.set(own, { value, until: performance.now() + memoryMs });
  for (const oldest of memory.keys()) {
    if (memory.size <= rememberedAtMost) break;
    memory.delete(oldest);
  }
  value.catch(() => memory.delete(own));
  return await value;
}

/** From now on no value of the subject that was loaded before is given out; here at once, elsewhere within a second. */
export async function outdate(rule: Named, subject: string): Promise<void> {
  const own = `${rule.name}:${subject}`;
  const place = placeOf(rule, subject);
  memoryOf().delete(own);
  try {
    await kv()
      .pipeline()
      .incr(versionPlace(place))
      .expire(versionPlace(place), 24 * 60 * 60)
      .exec();
  } catch (error) {
    log().warn({ err: error, cache: rule.name }, "a kept value could not be outdated: the store is away");
  }
  memoryOf().delete(own);
}

function memoryOf(): Map<string, Remembered> {
  shared.mostikVersioned ??= new Map();
  return shared.mostikVersioned;
}

async function readOrLoad<S extends z.ZodType>(
  { name, schema, ttlSeconds, isKept = () => true }: VersionedRule<S>,
  place: string,
  load: () => Promise<z.input<S>>,
): Promise<z.output<S>> {
  const [version, kept] = await read(name, place);
  const prefix = `${version ?? ""}|`;
  if (kept?.startsWith(prefix)) {
    const parsed = schema.safeParse(JSON.parse(kept.slice(prefix.length)));
    if (parsed.success) return parsed.data;
  }
  const loaded = await load();
  const text = `${prefix}${JSON.stringify(loaded)}`;
  if (isKept(loaded)) keep(name, { place, text, ttlSeconds });
  return schema.parse(loaded);
}

async function read(name: string, place: string): Promise<readonly [string | null, string | null]> {
  try {
    return await reads.add(place);
  } catch (error) {
    log().warn({ err: error, cache: name }, "a kept value could not be read: the store is away");
    return [null, null];
  }
}

// A request to the store costs more than what is asked: under load many places share one.
const atOnce = { sizeMax: 100, underWayMax: 1 };

const reads = new Batches(atOnce, async (places: readonly string[]) => {
  const texts = await kv().mget<(string | null)[]>(places.flatMap((place) => [versionPlace(place), place]));
  return places.map((_, index) => [texts[2 * index] ?? null, texts[2 * index + 1] ?? null] as const);
});

interface Kept {
  place: string;
  text: string;
  ttlSeconds: number;
}

const writes = new Batches(atOnce, async (list: readonly Kept[]) => {
  const pipeline = kv().pipeline();
  for (const { place, text, ttlSeconds } of list) pipeline.set(place, text, { ex: ttlSeconds });
  return await pipeline.exec();
});

/** Nobody waits for it: if it is lost, the next one loads again. */
function keep(name: string, value: Kept): void {
  writes
    .add(value)
    .catch((error: unknown) => log().warn({ err: error, cache: name }, "a value could not be kept"));
}

function placeOf({ name, asStored }: Named, subject: string): string {
  return `${name}:${asStored?.(subject) ?? subject}`;
}

function versionPlace(place: string): string {
  return `version:${place}`;
}
