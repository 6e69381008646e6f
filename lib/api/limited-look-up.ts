import type { Context } from "@/lib/context";
import { hidden } from "@/lib/crypto/hidden";
import { accountKey } from "@/lib/domain/account";
import { limitCounted } from "@/lib/kv/counted-limit";
import { type FoundCode, lookUpCode } from "@/lib/services/referral-code/look-up";

/** Of all clients together: more than a shared link needs, less than a search through passwords' lists. */
const perAddress = {
  name: "code-by-email-address",
  limit: 3_000,
  windowSeconds: 60,
  asStored: (emailKey: string) => hidden("code-by-email-address", emailKey),
};

/**
 * The look-up by address, counted for the address too.
 *
 * @throws {AppError} `rate_limited`, whoever's the address is.
 */
export async function limitedLookUp(ctx: Context, email: string): Promise<FoundCode | null> {
  await limitCounted(perAddress, accountKey(email));
  return await lookUpCode(ctx, email);
}
