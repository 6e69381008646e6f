import "server-only";
import { eq } from "drizzle-orm";
import { twinproxyLogins } from "@/db/schema/twinproxy-login";
import type { Context } from "@/lib/context";
import { hashPassword } from "@/lib/crypto/password";
import type { FieldsOf } from "@/lib/domain/twinproxy/request-fields";
import { recordAudit } from "../audit/record";
import { authenticateLogin, lockLogin } from "./authenticate";

/** Gives a login another password. @throws {AppError} what `authenticateLogin` throws. */
export async function changeLoginPassword(ctx: Context, input: FieldsOf<"changePassword">): Promise<void> {
  const known = await authenticateLogin(ctx, input);
  const passwordHash = await hashPassword(input.new_password);
  await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const { id, projectId } = await lockLogin(tx, known);
    await db
      .update(twinproxyLogins)
      .set({ passwordHash, updatedAt: ctx.now })
      .where(eq(twinproxyLogins.id, id));
    await recordAudit(tx, {
      action: "twinproxy.password_changed",
      subjectType: "twinproxy_login",
      subjectId: id,
      projectId,
    });
  });
}
