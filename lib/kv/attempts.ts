import "server-only";
import { log } from "@/lib/log";
import { kv } from "./client";

const count = `
local attempts = redis.call('INCR', KEYS[1])
if attempts == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return attempts`;

// What has expired must not come back as a count without an end.
const takeBack = `
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then return redis.call('DECR', KEYS[1]) end
return 0`;

let scripts: ReturnType<typeof makeScripts> | null = null;

function made(): ReturnType<typeof makeScripts> {
  scripts ??= makeScripts();
  return scripts;
}

function makeScripts() {
  return { count: kv().createScript<number>(count), takeBack: kv().createScript<number>(takeBack) };
}

/** Counts an attempt before it is known how it ends; the count of `key` starts anew after `seconds`. 0 without the store. */
export async function countAttempt(key: string, seconds: number): Promise<number> {
  return await orNone(async () => await made().count.exec([place(key)], [String(seconds)]));
}

/** The attempt came out well and does not count. */
export async function takeBackAttempt(key: string): Promise<void> {
  await orNone(async () => await made().takeBack.exec([place(key)], []));
}

async function orNone(ask: () => Promise<number>): Promise<number> {
  try {
    return Number(await ask());
  } catch (error) {
    log().warn({ err: error }, "attempts are not counted: the store is away");
    return 0;
  }
}

function place(key: string): string {
  return `attempts:${key}`;
}
