import "server-only";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import type { ApiKeyActor } from "../api-key/authenticate";
import { Tally } from "./tally";
import { type Handouts, writeHandouts } from "./write-handouts";

const tally = new Tally<Handouts>({
  name: "token hand-outs",
  keyOf: ({ connectionId, keyId, day, ip }) => `${connectionId} ${keyId} ${day} ${ip}`,
  join: (known, next) => ({ ...(next.at < known.at ? known : next), count: known.count + next.count }),
  write: writeHandouts,
});

/**
 * Counts that a key was handed a connection's token, and notes it in the audit. Where the process may
 * be frozen after its answer, that is written at once.
 */
export async function countHandout(
  ctx: Pick<Context<ApiKeyActor>, "actor" | "now" | "client" | "requestId">,
  handedOut: { connectionId: string; gen: number },
): Promise<void> {
  tally.add({
    connectionId: handedOut.connectionId,
    keyId: ctx.actor.keyId,
    projectId: ctx.actor.projectId,
    ip: ctx.client.ip,
    day: ctx.now.toISOString().slice(0, 10),
    count: 1,
    gen: handedOut.gen,
    requestId: ctx.requestId,
    at: ctx.now,
  });
  if (env().VERCEL) await tally.flush();
}
