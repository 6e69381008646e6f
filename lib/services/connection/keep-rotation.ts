import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { commitTokens } from "./commit-tokens";
import type { Leased } from "./lease";
import { dropStashed, type Rotation, stashRotation } from "./stash";

const waitsMs = [100, 400, 1500];
/** While neither takes the pair: short, so that it is written before anybody else asks for the connection. */
const waitForEitherMs = 500;
const holdOnMs = 10 * 60_000;
/** A database that hangs refuses nothing: what is left of a lease after the answer is longer than this. */
const patienceMs = 3_000;

export type Kept = "written" | "moved" | "stashed";

/**
 * Does everything that can be done for a pair that the provider has just given: writes it, tries
 * again while the database is away, and else, or where that takes too long, puts it into the store,
 * from where the next holder of the lease takes it. While both are away it holds on: this process
 * has the only copy.
 *
 * @throws when neither took it for ten minutes.
 */
export async function keepRotation(
  ctx: Pick<Context, "db" | "now" | "actor">,
  leased: Leased,
  rotation: Rotation,
): Promise<Kept> {
  for (const waitMs of [0, ...waitsMs]) {
    if (waitMs > 0) await sleep(waitMs);
    const written = await tryToWrite(ctx, leased, rotation);
    if (written === "late") break;
    if (written !== null) return written;
  }
  const holdUntil = performance.now() + holdOnMs;
  for (;;) {
    try {
      await stashRotation(leased, rotation);
      log().warn({ connectionId: leased.id, gen: leased.gen }, "a rotation was stashed");
      return "stashed";
    } catch (error) {
      if (performance.now() > holdUntil) throw error;
      log().error({ err: error, connectionId: leased.id }, "neither database nor store takes a rotation");
    }
    await sleep(waitForEitherMs);
    const written = await tryToWrite(ctx, leased, rotation);
    if (written === "written" || written === "moved") return written;
  }
}

/** `late` where the database has not answered yet: the attempt goes on, fenced as any other. */
async function tryToWrite(
  ctx: Pick<Context, "db" | "now" | "actor">,
  leased: Leased,
  rotation: Rotation,
): Promise<"written" | "moved" | "late" | null> {
  const writing = write(ctx, leased, rotation);
  const outcome = await orLate(writing);
  // What is stashed meanwhile has lost its point once it is written after all.
  if (outcome === "late")
    void writing.then(async (kept) => kept === "written" && (await dropStashed(leased)));
  return outcome;
}

/** A timer of its own: ending `sleep` by a signal costs more than sealing a token. */
async function orLate<T>(writing: Promise<T>): Promise<T | "late"> {
  return await new Promise<T | "late">((resolve, reject) => {
    const timer = setTimeout(resolve, patienceMs, "late");
    writing.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}

/** Null where the database did not take it: away, or refusing what a mended release may write. */
async function write(
  ctx: Pick<Context, "db" | "now" | "actor">,
  leased: Leased,
  rotation: Rotation,
): Promise<"written" | "moved" | null> {
  try {
    return (await commitTokens(ctx, leased, rotation)) ? "written" : "moved";
  } catch (error) {
    log().error({ err: error, connectionId: leased.id }, "a rotation could not be written yet");
    return null;
  }
}

/** Writes a rotation that an earlier holder of the lease had to stash. */
export async function writeStashed(
  ctx: Pick<Context, "db" | "now" | "actor">,
  leased: Leased,
  rotation: Rotation,
): Promise<boolean> {
  const written = await commitTokens(ctx, leased, rotation);
  await dropStashed(leased);
  return written;
}
