import "server-only";
import { Redis } from "@upstash/redis";
import { env } from "@/lib/env";

let client: Redis | null = null;

/**
 * The store. It keeps nothing that may not be lost: limits, caches and short-lived marks. Values
 * come back as the text that was written, and a store that is away costs a fraction of a second.
 */
export function kv(): Redis {
  client ??= new Redis({
    url: env().UPSTASH_REDIS_REST_URL,
    token: env().UPSTASH_REDIS_REST_TOKEN,
    automaticDeserialization: false,
    enableTelemetry: false,
    retry: { retries: 1, backoff: () => 50 },
    signal: () => AbortSignal.timeout(1_000),
  });
  return client;
}
