import "server-only";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context, UserActor } from "@/lib/context";
import { limitRequests } from "@/lib/kv/rate-limit";
import { enqueue } from "@/lib/queue/enqueue";
import { recordAudit } from "../audit/record";
import { issueEmailToken } from "../email-token/issue";
import { standingMailReport } from "./standing";

/**
 * Mails the actor a link that proves their address anew; nothing where mail arrives.
 *
 * @throws {AppError} `rate_limited`: a mail to an address that may be dead costs the sender's name.
 */
export async function requestAddressLink(ctx: Context<UserActor>): Promise<void> {
  const { userId } = ctx.actor;
  await limitRequests({ name: "mail-confirm-address", limit: 3, windowSeconds: 3600 }, userId);
  await ctx.db.transaction(async (db) => {
    const [user] = await db
      .select({ id: users.id, emailKey: users.emailKey })
      .from(users)
      .where(eq(users.id, userId));
    if (user === undefined || (await standingMailReport({ db }, userId)) === null) return;
    const emailTokenId = await issueEmailToken({ db, now: ctx.now }, user, "confirm_address");
    await enqueue(db, "send-mail", { template: "confirm_address", userId, emailTokenId });
    const about = { subjectType: "user", subjectId: userId } as const;
    await recordAudit({ ...ctx, db }, { action: "user.address_link_requested", ...about });
  });
}
