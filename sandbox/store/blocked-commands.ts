import type { Command } from "@/sandbox/store/store";

// They belong to the operator, hold up a shared connection, or change its state for everyone else.
const blocked = new Set(
  `ACL AUTH BGREWRITEAOF BGSAVE BLMOVE BLMPOP BLPOP BRPOP BRPOPLPUSH BZMPOP BZPOPMAX BZPOPMIN CLIENT CLUSTER CONFIG
  DEBUG DISCARD EXEC FAILOVER FUNCTION HELLO LATENCY MEMORY MIGRATE MODULE MONITOR MULTI PSUBSCRIBE PSYNC
  PUNSUBSCRIBE QUIT READONLY READWRITE REPLCONF REPLICAOF RESET RESTORE-ASKING ROLE SAVE SELECT SHUTDOWN SLAVEOF
  SLOWLOG SSUBSCRIBE SUBSCRIBE SUNSUBSCRIBE SWAPDB SYNC UNSUBSCRIBE UNWATCH WAIT WAITAOF WATCH`.split(/\s+/),
);

/** Whether the bridge keeps a command from the store. */
export function isBlocked([name, ...args]: Command): boolean {
  const upper = name.toUpperCase();
  if (upper === "SCRIPT") return !/^(EXISTS|FLUSH|LOAD)$/i.test(args[0] ?? "");
  if (upper === "XREAD" || upper === "XREADGROUP") return args.some((arg) => arg.toUpperCase() === "BLOCK");
  return blocked.has(upper);
}
