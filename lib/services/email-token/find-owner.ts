import "server-only";
import { and, eq, gt, inArray, isNull, ne, or } from "drizzle-orm";
import { emailTokens } from "@/db/schema/email-token";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { emailTokenHash } from "./derive";

type EmailTokenPurpose = (typeof emailTokens.$inferSelect)["purpose"];

export interface EmailTokenOwner {
  id: string;
  email: string;
  emailVerifiedAt: Date | null;
  passwordHash: string | null;
}

/**
 * Whose mailed token this is, as long as it may be used for one of `purposes`; with `lock` the
 * person's row is held until the transaction ends. A link that verifies has lost its point once the
 * address is verified, by whichever link.
 *
 * @throws {AppError} `not_found` with reason `link_invalid`: unknown, used, expired, or for an
 * address or account that is no more.
 */
export async function findEmailTokenOwner(
  ctx: Pick<Context, "db" | "now">,
  token: string,
  purposes: readonly EmailTokenPurpose[],
  { lock }: { lock: boolean },
): Promise<EmailTokenOwner> {
  const { id, email, emailKey, emailVerifiedAt, passwordHash } = users;
  const query = ctx.db
    .select({ id, email, emailVerifiedAt, passwordHash })
    .from(emailTokens)
    .innerJoin(users, and(eq(id, emailTokens.userId), eq(emailKey, emailTokens.emailKey)))
    .where(
      and(
        eq(emailTokens.tokenHash, emailTokenHash(token)),
        inArray(emailTokens.purpose, [...purposes]),
        isNull(emailTokens.usedAt),
        gt(emailTokens.expiresAt, ctx.now),
        isNull(users.archivedAt),
        or(ne(emailTokens.purpose, "verify_email"), isNull(emailVerifiedAt)),
      ),
    );
  const [owner] = await (lock ? query.for("update", { of: users }) : query);
  if (owner === undefined) throw new AppError("not_found", { reason: "link_invalid" });
  return owner;
}
