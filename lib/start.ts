import "server-only";
import { keyRing } from "@/lib/crypto/seal";
import { shareAuthUrl } from "@/lib/env";

/**
 * Checks everything that would otherwise fail in the middle of the first request.
 *
 * @throws {Error} naming what is wrong with the environment.
 */
export function checkStart(): void {
  shareAuthUrl();
  keyRing();
}
