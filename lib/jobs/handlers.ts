import "server-only";
import { db } from "@/db/client";
import type { JobHandlers } from "@/lib/queue/perform";
import { writeReferralExport } from "@/lib/services/referral-export/write";
import { answerAccountMailRequest } from "@/lib/services/user/answer-account-mail-request";
import { sendMailOfJob } from "./send-mail";

/** What is done for each job in the queue, by a worker or a drain. */
export const jobHandlers: JobHandlers = {
  "send-mail": sendMailOfJob,
  "write-referral-export": ({ exportId }, { now, signal }) =>
    writeReferralExport({ db: db(), now }, exportId, { signal }),
  "answer-account-mail-request": (request, { now }) => answerAccountMailRequest({ db: db(), now }, request),
};
