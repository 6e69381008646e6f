import { createClient, ErrorReply, RESP_TYPES } from "@redis/client";
import { type Command, type Reply, type Store, StoreError } from "@/sandbox/store/store";

const asBuffers = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } };

/**
 * A Redis at `url` (`redis://` or `rediss://`, with credentials). While it is away, commands fail at once and the
 * connection is tried again.
 *
 * @throws {Error} when it cannot be reached at the start.
 */
export async function openRedisStore(url: string, onClose?: () => Promise<void>): Promise<Store> {
  const client = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    socket: { connectTimeout: 3_000, reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2_000) },
  });
  let connected = false;
  const firstFailure = new Promise<never>((_, reject) => {
    client.on("error", (error: Error) => {
      if (!connected) reject(new Error(`Redis is not reachable: ${error.message}`));
    });
  });
  await Promise.race([client.connect(), firstFailure]).catch((error: unknown) => {
    client.destroy();
    throw error;
  });
  connected = true;

  async function run(command: Command): Promise<Reply> {
    return toReply(await client.sendCommand([...command], asBuffers).catch(refusalOnly));
  }

  return {
    kind: "redis",
    run,
    // Written in one go on one connection, so that no other caller's command gets between.
    transact: async (commands) => {
      const replies = await Promise.all([["MULTI"] as const, ...commands, ["EXEC"] as const].map(run));
      return replies.at(-1) ?? null;
    },
    close: async () => {
      client.destroy();
      await onClose?.();
    },
  };
}

function refusalOnly(error: unknown): ErrorReply {
  if (error instanceof ErrorReply) return error;
  throw error;
}

function toReply(value: unknown): Reply {
  if (value instanceof ErrorReply) return new StoreError(value.message);
  if (Array.isArray(value)) return value.map(toReply);
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || Buffer.isBuffer(value)) return value;
  return Buffer.from(String(value));
}
