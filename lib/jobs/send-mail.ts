import "server-only";
import { db } from "@/db/client";
import { claim } from "@/lib/kv/claim";
import { log } from "@/lib/log";
import { endSuppression } from "@/lib/mailer/end-suppression";
import type { Mail } from "@/lib/mailer/mail";
import { sendMail } from "@/lib/mailer/send-mail";
import type { MailJob } from "@/lib/queue/jobs";
import type { JobRun } from "@/lib/queue/perform";
import { composeMail } from "@/lib/services/mail/compose-mail";

/** Writes a mail as things are now and hands it over under the job's id, so that a repeat sends none. */
export async function sendMailOfJob(job: MailJob, { id, now, signal }: JobRun): Promise<void> {
  if (job.template === "account_exists" && !(await mayTellOfSignUp(job.userId, id))) return;
  const composed = await composeMail({ db: db(), now }, job);
  if (composed === null) {
    log().info({ jobId: id, template: job.template }, "mail has lost its point");
    return;
  }
  const { to, locale, mail, isReported } = composed;
  // Loaded with the first mail: the components cost a server that sends none a third of a second.
  const { renderMail } = await import("@/lib/mailer/render-mail");
  const content = await renderMail(mail, locale);
  if (isReported && (await mayEndSuppression(job, id))) await endSuppression(to, signal);
  await sendMail({ to, ...content, headers: headersOf(mail), idempotencyKey: id, signal });
}

/** One click in a mail program switches the kind off (RFC 2369 §3.2, RFC 8058 §3.1). */
function headersOf(mail: Mail): Record<string, string> {
  if (!("oneClickLink" in mail)) return {};
  return {
    "List-Unsubscribe": `<${mail.oneClickLink}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** Its owner, signed in, may try the address anew each time; what a stranger can ask for tries it once a day. */
async function mayEndSuppression(job: MailJob, jobId: string): Promise<boolean> {
  if (job.template === "confirm_address") return true;
  return (await claim(`end-suppression:${job.userId}`, jobId, 24 * 60 * 60)) === jobId;
}

/** Whoever signs up with a foreign address again and again does not fill its mail box. */
async function mayTellOfSignUp(userId: string, jobId: string): Promise<boolean> {
  return (await claim(`account-exists-mail:${userId}`, jobId, 60 * 60)) === jobId;
}
