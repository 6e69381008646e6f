import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { isConnectionFailure } from "@/db/errors";
import type { Context } from "@/lib/context";
import { log } from "@/lib/log";
import { commitTokens } from "./commit-tokens";
import type { Leased } from "./lease";
import { dropStashed, type Rotation, stashRotation } from "./stash";

const waitsMs = [100, 400, 1500];

export type Kept = "written" | "moved" | "stashed";

/**
 * Does everything that can be done for a pair that the provider has just given: writes it, tries
 * again while the database is away, and else puts it into the store, from where the next holder of
 * the lease takes it.
 *
 * @throws when neither database nor store took it.
 */
export async function keepRotation(
  ctx: Pick<Context, "db" | "now" | "actor">,
  leased: Leased,
  rotation: Rotation,
): Promise<Kept> {
  for (const waitMs of [0, ...waitsMs]) {
    await sleep(waitMs);
    try {
      return (await commitTokens(ctx, leased, rotation)) ? "written" : "moved";
    } catch (error) {
      if (!isConnectionFailure(error)) throw error;
      log().error({ err: error, connectionId: leased.id }, "a rotation could not be written yet");
    }
  }
  await stashRotation(leased, rotation);
  log().warn({ connectionId: leased.id, gen: leased.gen }, "a rotation was stashed: the database is away");
  return "stashed";
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
