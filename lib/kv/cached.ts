import "server-only";
import type { z } from "zod";
import { seal, unseal } from "@/lib/crypto/seal";
import { log } from "@/lib/log";
import { kv } from "./client";

interface CacheRule<S extends z.ZodType> {
  /** Names whose data it is: who may not see it must not get here. */
  key: string;
  ttlSeconds: number;
  /** Of what `load` returns, as JSON keeps it. */
  schema: S;
}

const underWay = new Map<string, Promise<unknown>>();

/**
 * The kept value, or what `load` brings, once for all who ask for it in this process meanwhile. It
 * is kept sealed, since it may tell of people. Without the store each asks for itself; failures are
 * not kept.
 */
export async function cached<S extends z.ZodType>(
  rule: CacheRule<S>,
  load: () => Promise<z.input<S>>,
): Promise<z.output<S>> {
  const shared = underWay.get(rule.key) ?? begin(rule, load);
  return rule.schema.parse(await shared);
}

function begin<S extends z.ZodType>(rule: CacheRule<S>, load: () => Promise<z.input<S>>): Promise<unknown> {
  const mine = (async () => {
    const kept = await read(rule);
    if (kept !== null) return kept;
    const loaded = await load();
    await write(rule, loaded);
    return loaded;
  })().finally(() => underWay.delete(rule.key));
  underWay.set(rule.key, mine);
  return mine;
}

/** Null for nothing, and for what an earlier version kept in another shape. */
async function read<S extends z.ZodType>({ key, schema }: CacheRule<S>): Promise<unknown> {
  try {
    const sealed = await kv().get<string>(place(key));
    if (sealed === null) return null;
    const value: unknown = JSON.parse(await unseal(sealed, place(key)));
    return schema.safeParse(value).success ? value : null;
  } catch (error) {
    log().warn({ err: error, key }, "a kept value could not be read");
    return null;
  }
}

async function write<S extends z.ZodType>({ key, ttlSeconds }: CacheRule<S>, value: unknown): Promise<void> {
  try {
    await kv().set(place(key), seal(JSON.stringify(value), place(key)), { ex: ttlSeconds });
  } catch (error) {
    log().warn({ err: error, key }, "a value could not be kept");
  }
}

function place(key: string): string {
  return `cache:${key}`;
}
