import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { projects } from "@/db/schema/project";
import { users } from "@/db/schema/user";
import type { Context, PersonActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { ApiKeyActor } from "@/lib/services/api-key/authenticate";

/**
 * The key as acting for the person whose personal project it belongs to: referrals are a person's,
 * not a project's.
 *
 * @throws {AppError} `forbidden` with reason `needs_personal_project`.
 */
export async function actForPerson<C extends Context<ApiKeyActor>>(
  ctx: C,
): Promise<Omit<C, "actor"> & Context<PersonActor>> {
  const [owner] = await ctx.db
    .select({ userId: users.id })
    .from(projects)
    .innerJoin(users, eq(users.id, projects.personalOwnerId))
    .where(and(eq(projects.id, ctx.actor.projectId), isNull(users.archivedAt)));
  if (owner === undefined) throw new AppError("forbidden", { reason: "needs_personal_project" });
  return { ...ctx, actor: { ...ctx.actor, userId: owner.userId } };
}
