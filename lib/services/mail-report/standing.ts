import "server-only";
import { and, desc, eq, isNull } from "drizzle-orm";
import { mailReports } from "@/db/schema/mail-report";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";

/** Why the user's present address gets no notices; null when it gets them. */
export async function standingMailReport(ctx: Pick<Context, "db">, userId: string) {
  const [report] = await ctx.db
    .select({ kind: mailReports.kind, createdAt: mailReports.createdAt })
    .from(mailReports)
    .innerJoin(users, and(eq(users.id, mailReports.userId), eq(users.emailKey, mailReports.emailKey)))
    .where(and(eq(mailReports.userId, userId), isNull(mailReports.liftedAt)))
    .orderBy(desc(mailReports.createdAt), desc(mailReports.id))
    .limit(1);
  return report ?? null;
}
