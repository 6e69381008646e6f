import { z } from "zod";

const userId = z.uuid();

/** Which mail to whom. Ids only: links are derived when the mail is written, so no secret is ever queued. */
export const mailJob = z.discriminatedUnion("template", [
  z.object({
    template: z.enum(["verify_email", "reset_password"]),
    userId,
    emailTokenId: z.uuid(),
  }),
  z.object({ template: z.literal("welcome"), userId }),
  /** To the referrer. */
  z.object({ template: z.literal("referral_registered"), userId, referralId: z.uuid() }),
  z.object({
    template: z.enum(["reconnect_needed", "connection_recovered"]),
    userId,
    connectionId: z.uuid(),
  }),
]);

export type MailJob = z.infer<typeof mailJob>;

/** The closed list of background jobs: what each is given, checked at both ends of the queue. */
export const jobs = {
  "send-mail": { data: mailJob },
} as const;

export type JobName = keyof typeof jobs;

export type JobData<N extends JobName> = z.infer<(typeof jobs)[N]["data"]>;

export const jobNames = Object.keys(jobs).filter((name): name is JobName => name in jobs);
