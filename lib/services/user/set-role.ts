import "server-only";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { accountKey } from "@/lib/domain/account";
import { AppError } from "@/lib/errors";
import { recordAudit } from "../audit/record";

type SystemContext = Context<{ type: "system"; job: string }>;

/**
 * Makes a person an operator, or one no more, with the next request that they send. For the command
 * line alone: no request can ask for it.
 *
 * @throws {AppError} `not_found` when nobody has this address, or its owner is archived; `conflict`
 * when the address is not verified: it may be somebody else's.
 */
export async function setRole(
  ctx: SystemContext,
  { email, role }: { email: string; role: "user" | "superuser" },
): Promise<void> {
  await ctx.db.transaction(async (db) => {
    const [user] = await db
      .select()
      .from(users)
      .where(eq(users.emailKey, accountKey(email)))
      .for("update");
    if (user === undefined || user.archivedAt !== null) throw new AppError("not_found");
    if (user.role === role) return;
    if (role === "superuser" && user.emailVerifiedAt === null)
      throw new AppError("conflict", { reason: "email_not_verified" });
    await db.update(users).set({ role, updatedAt: ctx.now }).where(eq(users.id, user.id));
    await recordAudit(
      { ...ctx, db },
      { action: "user.role_changed", subjectType: "user", subjectId: user.id, data: { role } },
    );
  });
}
