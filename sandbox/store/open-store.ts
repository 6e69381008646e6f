import { hasRedisServer, startRedisServer } from "@/sandbox/store/redis-server";
import { openRedisStore } from "@/sandbox/store/redis-store";
import type { Store } from "@/sandbox/store/store";

/** The Redis of `REDIS_URL`, else the machine's own redis-server, else a store in this process. */
export async function openStore(redisUrl: string | undefined): Promise<Store> {
  if (redisUrl) return openRedisStore(redisUrl);
  if (hasRedisServer()) return startRedisServer();
  // Loaded only here: it is a development dependency, and a deployment with a Redis does without.
  const { openMemoryStore } = await import("@/sandbox/store/memory-store");
  return openMemoryStore();
}
