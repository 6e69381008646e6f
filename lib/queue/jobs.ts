import { z } from "zod";

const userId = z.uuid();

/** Which mail to whom. Ids only: links are derived when the mail is written, so no secret is ever queued. */
const mailJob = z.discriminatedUnion("template", [
  z.object({
    template: z.enum(["verify_email", "reset_password", "confirm_address"]),
    userId,
    emailTokenId: z.uuid(),
  }),
  z.object({ template: z.literal("welcome"), userId }),
  /** To the owner of an address with which somebody tried to sign up again. */
  z.object({ template: z.literal("account_exists"), userId }),
  /** To the referrer. */
  z.object({
    template: z.enum(["referral_registered", "referral_confirmed"]),
    userId,
    referralId: z.uuid(),
  }),
  /** To its owner; `expiresAt` tells one announcement from the next, should the code be extended. */
  z.object({ template: z.literal("code_expiring"), userId, codeId: z.uuid(), expiresAt: z.iso.datetime() }),
  z.object({ template: z.literal("password_changed"), userId }),
  /** To whoever made the key. */
  z.object({ template: z.literal("api_key_created"), userId, keyId: z.uuid() }),
  /** Somebody signed in with a browser that the account does not know. */
  z.object({ template: z.literal("new_sign_in"), userId, sessionId: z.uuid() }),
  z.object({
    template: z.enum(["reconnect_needed", "connection_recovered"]),
    userId,
    connectionId: z.uuid(),
  }),
]);

/**
 * Somebody asked for a mail to this address. Whether it has an account is looked up by the job, so
 * that the request takes the same time either way (OWASP ASVS 6.3.8).
 */
const accountMailRequest = z.object({
  purpose: z.enum(["verify_email", "reset_password"]),
  email: z.string(),
});

const referralExport = z.object({ exportId: z.uuid() });

export type AccountMailRequest = z.infer<typeof accountMailRequest>;

export type MailJob = z.infer<typeof mailJob>;

/** The closed list of background jobs: what each is given. */
interface JobDataByName {
  "send-mail": MailJob;
  "answer-account-mail-request": AccountMailRequest;
  "write-referral-export": z.infer<typeof referralExport>;
}

export type JobName = keyof JobDataByName;

export type JobData<N extends JobName> = JobDataByName[N];

/** What each job is given is checked at both ends of the queue. */
export const jobs: { [N in JobName]: { data: z.ZodType<JobData<N>> } } = {
  "send-mail": { data: mailJob },
  "answer-account-mail-request": { data: accountMailRequest },
  "write-referral-export": { data: referralExport },
};

export const jobNames = Object.keys(jobs).filter((name): name is JobName => name in jobs);
