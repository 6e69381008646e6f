import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { mailReports } from "@/db/schema/mail-report";
import type { Context } from "@/lib/context";
import { accountKey } from "@/lib/domain/account";

/** A mailed link was followed, so mail arrives: notices go to the address again. In the caller's transaction. */
export async function liftMailReports(
  ctx: Pick<Context, "db" | "now">,
  user: { id: string; email: string },
): Promise<void> {
  await ctx.db
    .update(mailReports)
    .set({ liftedAt: ctx.now })
    .where(
      and(
        eq(mailReports.userId, user.id),
        eq(mailReports.emailKey, accountKey(user.email)),
        isNull(mailReports.liftedAt),
      ),
    );
}
