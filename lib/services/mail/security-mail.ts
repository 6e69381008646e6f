import "server-only";
import { and, eq } from "drizzle-orm";
import { apiKeys } from "@/db/schema/api-key";
import { sessions } from "@/db/schema/session";
import type { Context } from "@/lib/context";
import { deviceOf } from "@/lib/domain/user-agent";
import type { SecurityMail } from "@/lib/mailer/mail";
import type { MailJob } from "@/lib/queue/jobs";
import { appLink } from "./app-link";
import type { Recipient } from "./recipient";

type SecurityJob = Extract<MailJob, { template: SecurityMail["template"] }>;

/** What was done to the account; sent even if it was undone meanwhile. */
export async function composeSecurityMail(
  ctx: Pick<Context, "db">,
  recipient: Recipient,
  job: SecurityJob,
): Promise<SecurityMail> {
  return {
    template: job.template,
    username: recipient.username,
    link: appLink(job.template === "password_changed" ? "/sign-in" : "/dashboard/settings"),
    resetLink: appLink("/forgot-password"),
    subject: await subjectOf(ctx, recipient, job),
  };
}

async function subjectOf(ctx: Pick<Context, "db">, { id }: Recipient, job: SecurityJob) {
  if (job.template === "password_changed") return null;
  if (job.template === "api_key_created") {
    const isIt = and(eq(apiKeys.id, job.keyId), eq(apiKeys.createdBy, id));
    const [key] = await ctx.db.select({ name: apiKeys.name }).from(apiKeys).where(isIt);
    return key?.name ?? null;
  }
  const isIt = and(eq(sessions.id, job.sessionId), eq(sessions.userId, id));
  const [session] = await ctx.db.select({ userAgent: sessions.userAgent }).from(sessions).where(isIt);
  const device = deviceOf(session?.userAgent ?? null);
  return device === null ? null : `${device.browser}, ${device.system}`;
}
