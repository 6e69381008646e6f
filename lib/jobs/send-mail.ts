import "server-only";
import { db } from "@/db/client";
import { log } from "@/lib/log";
import { sendMail } from "@/lib/mailer/send-mail";
import type { MailJob } from "@/lib/queue/jobs";
import type { JobRun } from "@/lib/queue/perform";
import { composeMail } from "@/lib/services/mail/compose-mail";

/** Writes a mail as things are now and hands it over under the job's id, so that a repeat sends none. */
export async function sendMailOfJob(job: MailJob, { id, now, signal }: JobRun): Promise<void> {
  const composed = await composeMail({ db: db(), now }, job);
  if (composed === null) {
    log().info({ jobId: id, template: job.template }, "mail has lost its point");
    return;
  }
  const { to, locale, mail } = composed;
  // Loaded with the first mail: the components cost a server that sends none a third of a second.
  const { renderMail } = await import("@/lib/mailer/render-mail");
  const content = await renderMail(mail, locale);
  const headers = "settingsLink" in mail ? { "List-Unsubscribe": `<${mail.settingsLink}>` } : {};
  await sendMail({ to, ...content, headers, idempotencyKey: id, signal });
}
