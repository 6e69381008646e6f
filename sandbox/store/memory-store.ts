import {
  ClientSession,
  createRedisCommandExecutor,
  RedisServerState,
  type RedisValue,
} from "js-redis-server/core";
import { type Command, type Reply, type Store, StoreError } from "@/sandbox/store/store";

/** A store within this process: nothing to install, nothing kept at the end, no socket of its own. */
export function openMemoryStore(): Store {
  const server = new RedisServerState({ databaseCount: 1 });
  const session = new ClientSession({ server, executor: createRedisCommandExecutor() });
  let last: Promise<unknown> = Promise.resolve();

  // One after the other, as Redis does; this is also what keeps a transaction whole.
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  }

  async function execute([name, ...args]: Command): Promise<Reply> {
    const result = await session.execute(
      Buffer.from(name),
      args.map((arg) => Buffer.from(arg)),
    );
    return "value" in result ? toReply(result.value) : new StoreError("ERR streams are not supported");
  }

  return {
    kind: "memory",
    run: (command) => inTurn(() => execute(command)),
    transact: (commands) =>
      inTurn(async () => {
        await execute(["MULTI"]);
        for (const command of commands) await execute(command);
        return execute(["EXEC"]);
      }),
    close: async () => {
      session.close();
      server.close();
    },
  };
}

function toReply(value: RedisValue): Reply {
  switch (value.kind) {
    case "simple-string":
    case "bulk-string":
    case "verbatim":
      return value.value;
    case "integer":
      return Number(value.value);
    case "double":
    case "big-number":
      return Buffer.from(String(value.value));
    case "boolean":
      return value.value ? 1 : 0;
    case "array":
    case "set":
      return value.items.map(toReply);
    case "push":
      return [Buffer.from(value.name), ...value.items.map(toReply)];
    case "map":
    case "map-pairs":
    case "flat-pairs":
      return value.entries.flatMap(([key, item]) => [toReply(key), toReply(item)]);
    case "null":
    case "null-array":
      return null;
    case "error":
      return new StoreError(value.code ? `${value.code} ${value.message}` : value.message);
  }
}
