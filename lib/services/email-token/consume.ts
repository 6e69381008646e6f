import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { emailTokens } from "@/db/schema/email-token";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { liftMailReports } from "../mail-report/lift";
import { emailTokenHash } from "./derive";
import { type EmailTokenOwner, findEmailTokenOwner } from "./find-owner";

/**
 * Uses a mailed token up, in the caller's transaction, and gives its owner, whose row stays locked
 * until its end: of two links to one account the second sees what the first did.
 *
 * @throws {AppError} `not_found` with reason `link_invalid`.
 */
export async function consumeEmailToken(
  ctx: Pick<Context, "db" | "now">,
  token: string,
  purposes: Parameters<typeof findEmailTokenOwner>[2],
): Promise<EmailTokenOwner> {
  const owner = await findEmailTokenOwner(ctx, token, purposes, { lock: true });
  const used = await ctx.db
    .update(emailTokens)
    .set({ usedAt: ctx.now })
    .where(and(eq(emailTokens.tokenHash, emailTokenHash(token)), isNull(emailTokens.usedAt)))
    .returning({ id: emailTokens.id });
  if (used.length === 0) throw new AppError("not_found", { reason: "link_invalid" });
  await liftMailReports(ctx, owner);
  return owner;
}
