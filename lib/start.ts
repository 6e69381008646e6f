import "server-only";
import { db } from "@/db/client";
import { isConnectionFailure } from "@/db/errors";
import { keyRing } from "@/lib/crypto/seal";
import { shareAuthUrl } from "@/lib/env";
import { log } from "@/lib/log";
import { checkKeys } from "@/lib/services/key-ring/check";

/**
 * Checks everything that would otherwise fail in the middle of a request. A database that is away
 * is no reason not to start: it will come back.
 *
 * @throws {Error} naming what is wrong with the environment, or the keys that are missing.
 */
export async function checkStart(): Promise<void> {
  shareAuthUrl();
  keyRing();
  await checkKeys(db()).catch((error: unknown) => {
    if (!isConnectionFailure(error)) throw error;
    log().warn({ err: error }, "the keys were not checked: the database is away");
  });
}
