import "server-only";
import type { Context } from "@/lib/context";
import type { ApiKeyActor } from "../api-key/authenticate";
import { Tally } from "../connection/tally";
import { type ProxiedCalls, writeProxiedCalls } from "./write-proxied-calls";

const tally = new Tally<ProxiedCalls>({
  name: "proxied calls",
  keyOf: ({ connectionId, keyId, day }) => `${connectionId} ${keyId} ${day}`,
  join: (known, next) => ({
    ...(next.at < known.at ? known : next),
    calls: known.calls + next.calls,
    refused: known.refused + next.refused,
    failed: known.failed + next.failed,
  }),
  write: writeProxiedCalls,
});

/**
 * Counts that a key called a connection's provider, within a second and without anybody waiting for it.
 *
 * @param status what the client got; null when it went away before there was an answer.
 */
export function countProxiedCall(
  ctx: Pick<Context<ApiKeyActor>, "actor" | "now">,
  connectionId: string,
  status: number | null,
): void {
  tally.add({
    connectionId,
    keyId: ctx.actor.keyId,
    day: ctx.now.toISOString().slice(0, 10),
    calls: 1,
    refused: status !== null && status >= 400 && status < 500 ? 1 : 0,
    failed: status !== null && status >= 500 ? 1 : 0,
    at: ctx.now,
  });
}
