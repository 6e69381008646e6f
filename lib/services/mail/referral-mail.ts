import "server-only";
import { and, eq, ne } from "drizzle-orm";
import { referrals } from "@/db/schema/referral";
import { referralCodes } from "@/db/schema/referral-code";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { maskEmail } from "@/lib/domain/mask-email";
import type { ReferralMail } from "@/lib/mailer/mail";
import { appLink } from "./app-link";
import type { Recipient } from "./recipient";
import { unsubscribeLinks } from "./unsubscribe-token";

/** The notice to the referrer; null when the referral is gone, not theirs, rejected or not confirmed. */
export async function composeReferralMail(
  ctx: Pick<Context, "db">,
  recipient: Recipient,
  { template, referralId }: { template: ReferralMail["template"]; referralId: string },
): Promise<ReferralMail | null> {
  const [row] = await ctx.db
    .select({ code: referralCodes.text, email: users.email })
    .from(referrals)
    .innerJoin(referralCodes, eq(referralCodes.id, referrals.codeId))
    .innerJoin(users, eq(users.id, referrals.referredId))
    .where(
      and(
        eq(referrals.id, referralId),
        eq(referrals.referrerId, recipient.id),
        template === "referral_confirmed"
          ? eq(referrals.status, "confirmed")
          : ne(referrals.status, "rejected"),
      ),
    );
  if (row === undefined) return null;
  return {
    template,
    username: recipient.username,
    link: appLink("/dashboard/referrals"),
    ...unsubscribeLinks({ userId: recipient.id, kind: "referrals" }),
    code: row.code,
    maskedEmail: maskEmail(row.email),
  };
}
