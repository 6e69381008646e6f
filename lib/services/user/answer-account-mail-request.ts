import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { accountKey } from "@/lib/domain/account";
import { enqueue } from "@/lib/queue/enqueue";
import type { AccountMailRequest } from "@/lib/queue/jobs";
import { issueEmailToken } from "../email-token/issue";

/** Queues the mail that was asked for, where the address has a living account that it fits. */
export async function answerAccountMailRequest(
  ctx: Pick<Context, "db" | "now">,
  { purpose, email }: AccountMailRequest,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [user] = await tx
      .select({ id: users.id, emailKey: users.emailKey, emailVerifiedAt: users.emailVerifiedAt })
      .from(users)
      .where(and(eq(users.emailKey, accountKey(email)), isNull(users.archivedAt)));
    if (user === undefined || (purpose === "verify_email" && user.emailVerifiedAt !== null)) return;
    const emailTokenId = await issueEmailToken({ db: tx, now: ctx.now }, user, purpose);
    await enqueue(tx, "send-mail", { template: purpose, userId: user.id, emailTokenId });
  });
}
