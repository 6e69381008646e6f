import "server-only";
import { db } from "@/db/client";
import { isConnectionFailure } from "@/db/errors";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { ApiKeyActor } from "../api-key/authenticate";
import { type Handouts, writeHandouts } from "./write-handouts";

const everyMs = 1_000;
const mostPending = 10_000;
/** So few that putting their statement together does not hold up the requests beside it. */
const perTransaction = 100;

interface Batch {
  pending: Map<string, Handouts>;
  timer: NodeJS.Timeout | null;
  writing: Promise<void>;
}

// Next evaluates modules once per bundle; what is counted must be flushed by one stop.
const store = globalThis as typeof globalThis & { mostikHandouts?: Batch };

/**
 * Counts that a key was handed a connection's token. Counts are gathered for a second and written
 * together; where the process may be frozen after its answer, at once.
 */
export async function countHandout(
  ctx: Pick<Context<ApiKeyActor>, "actor" | "now" | "client" | "requestId">,
  handedOut: { connectionId: string; gen: number },
): Promise<void> {
  const { pending } = batch();
  add(pending, {
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
  if (env().VERCEL || pending.size >= mostPending) await flushHandouts();
  else flushLater();
}

/** Writes what was counted until now. What the database cannot take is kept for the next time. */
export async function flushHandouts(): Promise<void> {
  const open = batch();
  if (open.timer !== null) clearTimeout(open.timer);
  open.timer = null;
  open.writing = open.writing.then(async () => {
    const list = [...open.pending.values()];
    open.pending.clear();
    for (let from = 0; from < list.length; from += perTransaction) {
      await writeOrKeep(open, list.slice(from, from + perTransaction));
    }
  });
  await open.writing;
}

async function writeOrKeep(open: Batch, list: readonly Handouts[]): Promise<void> {
  try {
    await writeHandouts(db(), list);
  } catch (error) {
    log().error({ err: error, count: list.length }, "hand-outs could not be counted");
    // Nothing is handed out while the database is away, so what is kept does not grow.
    if (!isConnectionFailure(error)) return;
    for (const handouts of list) add(open.pending, handouts);
    flushLater();
  }
}

function flushLater(): void {
  const open = batch();
  open.timer ??= setTimeout(() => void flushHandouts(), everyMs).unref();
}

function add(pending: Map<string, Handouts>, handouts: Handouts): void {
  const { connectionId, keyId, day, ip } = handouts;
  const key = `${connectionId} ${keyId} ${day} ${ip}`;
  const known = pending.get(key);
  if (known === undefined) pending.set(key, handouts);
  else pending.set(key, { ...handouts, count: known.count + handouts.count });
}

function batch(): Batch {
  store.mostikHandouts ??= { pending: new Map(), timer: null, writing: Promise.resolve() };
  return store.mostikHandouts;
}
