import "server-only";
import { log } from "@/lib/log";

const aloneForMs = 5_000;

let aloneUntil = 0;

/**
 * What the store answers, or what this process can say by itself while the store is away. After a
 * failure the store is left alone for five seconds: a hanging one must not slow every call.
 */
export async function storeOrAlone<T>(ask: () => Promise<T>, alone: () => T): Promise<T> {
  if (performance.now() < aloneUntil) return alone();
  try {
    return await ask();
  } catch (error) {
    log().warn({ err: error }, "limits are kept by each process alone: the store is away");
    aloneUntil = performance.now() + aloneForMs;
    return alone();
  }
}
