import "server-only";
import { eq } from "drizzle-orm";
import { mailReports } from "@/db/schema/mail-report";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { accountKey } from "@/lib/domain/account";
import { recordAudit } from "../audit/record";

export interface MailReport {
  eventId: string;
  kind: "bounced" | "complained";
  email: string;
}

/**
 * Takes note of what became of a mail to an address. Addresses without an account are not kept, and
 * an event that was told before changes nothing, even if its report was lifted since.
 */
export async function recordMailReport(ctx: Context, { eventId, kind, email }: MailReport): Promise<void> {
  const emailKey = accountKey(email);
  await ctx.db.transaction(async (db) => {
    const [user] = await db.select({ id: users.id }).from(users).where(eq(users.emailKey, emailKey));
    if (user === undefined) return;
    const added = await db
      .insert(mailReports)
      .values({ userId: user.id, emailKey, kind, eventId, createdAt: ctx.now })
      .onConflictDoNothing({ target: [mailReports.eventId, mailReports.userId] })
      .returning({ id: mailReports.id });
    if (added.length === 0) return;
    const about = { subjectType: "user", subjectId: user.id } as const;
    await recordAudit({ ...ctx, db }, { action: `user.mail_${kind}`, ...about });
  });
}
