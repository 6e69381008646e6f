import "server-only";
import { log } from "@/lib/log";
import { kv } from "./client";

/**
 * Writes `value` under a key that nobody holds, for `seconds`.
 *
 * @returns what the key holds now: `value`, or that of an earlier claim. Without the store, `value`.
 */
export async function claim(key: string, value: string, seconds: number): Promise<string> {
  const place = `claim:${key}`;
  try {
    if ((await kv().set(place, value, { nx: true, ex: seconds })) === "OK") return value;
    return (await kv().get<string>(place)) ?? value;
  } catch (error) {
    log().warn({ err: error, key }, "a claim could not be written: the store is away");
    return value;
  }
}
