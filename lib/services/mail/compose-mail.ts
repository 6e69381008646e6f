import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import type { Locale } from "@/lib/domain/locale";
import type { MailKind } from "@/lib/domain/mail-kind";
import type { Mail } from "@/lib/mailer/mail";
import type { MailJob } from "@/lib/queue/jobs";
import { standingMailReport } from "../mail-report/standing";
import { appLink } from "./app-link";
import { composeCodeMail } from "./code-mail";
import { composeConnectionMail } from "./connection-mail";
import { composeAccountLinkMail } from "./email-token-mail";
import type { Recipient } from "./recipient";
import { composeReferralMail } from "./referral-mail";
import { composeSecurityMail } from "./security-mail";

export interface ComposedMail {
  to: string;
  locale: Locale;
  mail: Mail;
  /** Mail to the address came back for good or was called spam: Resend may hold this one back too. */
  isReported: boolean;
}

/**
 * What the mail of a job says, from the data as it is now; null when it has lost its point since it
 * was queued: the account is archived, the link used, the connection mended, the kind switched off,
 * mail to the address came back for good or was called spam.
 */
export async function composeMail(
  ctx: Pick<Context, "db" | "now">,
  job: MailJob,
): Promise<ComposedMail | null> {
  const { id, email, emailKey, username, locale, mutedMailKinds } = users;
  const [recipient] = await ctx.db
    .select({ id, email, emailKey, username, locale, mutedMailKinds })
    .from(users)
    .where(and(eq(id, job.userId), isNull(users.archivedAt)));
  if (recipient === undefined || isMuted(recipient.mutedMailKinds, job.template)) return null;
  const isReported = (await standingMailReport(ctx, recipient.id)) !== null;
  if (isReported && !isAskedFor(job.template)) return null;
  const mail = await composeFor(ctx, recipient, job);
  return mail === null ? null : { to: recipient.email, locale: recipient.locale, mail, isReported };
}

const kinds: Partial<Record<MailJob["template"], MailKind>> = {
  referral_registered: "referrals",
  referral_confirmed: "referrals",
  code_expiring: "referrals",
  reconnect_needed: "connections",
  connection_recovered: "connections",
};

/** Links that somebody has just asked for go to a reported address too: they are the way to repair it. */
function isAskedFor(template: MailJob["template"]): boolean {
  return ["verify_email", "reset_password", "confirm_address"].includes(template);
}

function isMuted(muted: readonly MailKind[], template: MailJob["template"]): boolean {
  const kind = kinds[template];
  return kind !== undefined && muted.includes(kind);
}

async function composeFor(
  ctx: Pick<Context, "db" | "now">,
  recipient: Recipient,
  job: MailJob,
): Promise<Mail | null> {
  const { username } = recipient;
  switch (job.template) {
    case "verify_email":
    case "reset_password":
    case "confirm_address":
      return await composeAccountLinkMail(ctx, recipient, job);
    case "welcome":
      return { template: "welcome", username, link: appLink("/dashboard") };
    case "account_exists":
      return {
        template: "account_exists",
        username,
        link: appLink("/sign-in"),
        resetLink: appLink("/forgot-password"),
      };
    case "referral_registered":
    case "referral_confirmed":
      return await composeReferralMail(ctx, recipient, job);
    case "code_expiring":
      return await composeCodeMail(ctx, recipient, job);
    case "password_changed":
    case "api_key_created":
    case "new_sign_in":
      return await composeSecurityMail(ctx, recipient, job);
    case "reconnect_needed":
    case "connection_recovered":
      return await composeConnectionMail(ctx, recipient, job);
  }
}
