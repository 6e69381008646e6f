import { getRequestListener } from "@hono/node-server";
import { systemNow } from "@/lib/clock";
import { sendMailOfJob } from "@/lib/jobs/send-mail";
import { kv } from "@/lib/kv/client";
import type { MailJob } from "@/lib/queue/jobs";
import { issueEmailToken } from "@/lib/services/email-token/issue";
import { standingMailReport } from "@/lib/services/mail-report/standing";
import { testDb } from "@/lib/testing/db";
import { makeUser, type TestUser } from "@/lib/testing/factories";
import { startMailbox } from "@/lib/testing/mailbox";
import { serve } from "@/lib/testing/served";

/** A mail box that reports to the hook, on a server of the test's own, and somebody who gets mail. */
export async function reportedMail(hook: (request: Request) => Promise<Response>) {
  const server = await serve(getRequestListener(hook));
  const url = `${server.origin}/api/hooks/resend`;
  const box = await startMailbox(null, { url, secret: process.env.RESEND_WEBHOOK_SECRET ?? "" });
  let user: TestUser;
  const send = async (job: MailJob): Promise<number> => {
    const run = { id: crypto.randomUUID(), now: systemNow(), signal: new AbortController().signal };
    await sendMailOfJob(job, run as Parameters<typeof sendMailOfJob>[1]);
    return (await box.mails(user.email)).length;
  };
  const welcome = async () => await send({ template: "welcome", userId: user.id });
  return {
    ...{ url, box, send, welcome },
    /** Everything anew: nothing counted or mailed, and another person. */
    begin: async (): Promise<TestUser> => {
      await kv().flushdb();
      await box.clear();
      user = await makeUser();
      return user;
    },
    /** Sends a mail, for its id. */
    sentId: async (): Promise<string> => {
      await welcome();
      return (await box.mails(user.email))[0]?.id ?? "";
    },
    /** What was reported of the person and not repaired. */
    standing: async () => await standingMailReport({ db: testDb() }, user.id),
    /** The id of a token whose link shows that mail arrives. */
    addressLink: async (): Promise<string> => {
      const { id, emailKey } = user;
      return await issueEmailToken({ db: testDb(), now: systemNow() }, { id, emailKey }, "confirm_address");
    },
    close: async () => {
      await server.close();
      await box.close();
    },
  };
}
