import "server-only";
import { and, eq, gt, isNull } from "drizzle-orm";
import { emailTokens } from "@/db/schema/email-token";
import type { Context } from "@/lib/context";
import type { AccountLinkMail } from "@/lib/mailer/mail";
import { deriveEmailToken } from "../email-token/derive";
import { appLink } from "./app-link";
import type { Recipient } from "./recipient";

const paths = {
  verify_email: "/verify-email",
  reset_password: "/reset-password",
  confirm_address: "/confirm-address",
} as const;

/** The mail with a single-use link; null when the link would not work any more. */
export async function composeAccountLinkMail(
  ctx: Pick<Context, "db" | "now">,
  recipient: Recipient,
  { template, emailTokenId }: { template: AccountLinkMail["template"]; emailTokenId: string },
): Promise<AccountLinkMail | null> {
  const [token] = await ctx.db
    .select({ id: emailTokens.id })
    .from(emailTokens)
    .where(
      and(
        eq(emailTokens.id, emailTokenId),
        eq(emailTokens.userId, recipient.id),
        eq(emailTokens.purpose, template),
        // A link for an earlier address must not reach the new one.
        eq(emailTokens.emailKey, recipient.emailKey),
        isNull(emailTokens.usedAt),
        gt(emailTokens.expiresAt, ctx.now),
      ),
    );
  if (token === undefined) return null;
  const link = appLink(`${paths[template]}?token=${deriveEmailToken(token.id)}`);
  return { template, username: recipient.username, link };
}
