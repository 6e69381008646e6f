import "server-only";
import { and, eq } from "drizzle-orm";
import { referralCodes } from "@/db/schema/referral-code";
import type { Context } from "@/lib/context";
import type { CodeExpiringMail } from "@/lib/mailer/mail";
import { appLink } from "./app-link";
import type { Recipient } from "./recipient";
import { unsubscribeLinks } from "./unsubscribe-token";

/** The notice that a code ends soon; null when it has ended, is not active, or was extended. */
export async function composeCodeMail(
  ctx: Pick<Context, "db" | "now">,
  recipient: Recipient,
  { codeId, expiresAt }: { codeId: string; expiresAt: string },
): Promise<CodeExpiringMail | null> {
  const [code] = await ctx.db
    .select({ text: referralCodes.text, expiresAt: referralCodes.expiresAt })
    .from(referralCodes)
    .where(
      and(
        eq(referralCodes.id, codeId),
        eq(referralCodes.userId, recipient.id),
        eq(referralCodes.isActive, true),
      ),
    );
  if (code === undefined || code.expiresAt <= ctx.now || code.expiresAt.toISOString() !== expiresAt)
    return null;
  return {
    template: "code_expiring",
    username: recipient.username,
    link: appLink("/dashboard/referrals"),
    ...unsubscribeLinks({ userId: recipient.id, kind: "referrals" }),
    code: code.text,
    expiresAt: code.expiresAt,
  };
}
