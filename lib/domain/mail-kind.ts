import { z } from "zod";

/** Notices that a person may switch off. What concerns the account and its safety is always sent. */
export const mailKinds = ["referrals", "connections"] as const;

export const MailKind = z.enum(mailKinds);
export type MailKind = z.output<typeof MailKind>;
