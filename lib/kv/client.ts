import "server-only";
import { Redis } from "@upstash/redis";
import { env } from "@/lib/env";
import { storeRequester } from "./requester";

let client: Redis | null = null;

/** With a way of its own to the store, which the library's constructor takes in place of these options only. */
class Store extends Redis {
  constructor(url: string, token: string) {
    super({
      url,
      token,
      automaticDeserialization: false,
      enableTelemetry: false,
      enableAutoPipelining: false,
    });
    this.client = storeRequester(url, token);
  }
}

/**
 * The store. It keeps nothing that may not be lost: limits, caches and short-lived marks. Values
 * come back as the text that was written, and a store that is away costs a second at most.
 */
export function kv(): Redis {
  client ??= new Store(env().UPSTASH_REDIS_REST_URL, env().UPSTASH_REDIS_REST_TOKEN);
  return client;
}
