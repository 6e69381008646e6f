import "server-only";
import { secretsMatch } from "@/lib/crypto/token";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const shortestInvite = 16;

/**
 * Whether the deployment lets the bearer of this invitation register.
 *
 * @throws {AppError} `forbidden`.
 */
export function refuseUninvited(invite: string | null): void {
  const { TWINPROXY_REGISTRATION: mode, TWINPROXY_INVITES: list = "" } = env();
  if (mode === "open") return;
  const invites = list.split(",").map((text) => text.trim());
  const isInvited = invites.some(
    (known) => known.length >= shortestInvite && invite !== null && secretsMatch(known, invite),
  );
  if (mode === "closed" || !isInvited) throw new AppError("forbidden", { reason: "registration_closed" });
}
