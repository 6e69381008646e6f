import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { projectMembers, projects } from "@/db/schema/project";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";

/**
 * Makes sure, until the caller's transaction ends, that the actor may act for a project as its owner
 * or administrator: for what was begun earlier, under a role that may be gone by now.
 *
 * @throws {AppError} `not_found` for who is no member any more, `forbidden` with `needs_project_admin`.
 */
export async function holdProjectAdmin(ctx: Context<UserActor>, projectId: string): Promise<void> {
  const [member] = await ctx.db
    .select({ role: projectMembers.role })
    .from(projectMembers)
    .innerJoin(projects, eq(projects.id, projectMembers.projectId))
    .where(
      and(
        eq(projectMembers.projectId, projectId),
        eq(projectMembers.userId, ctx.actor.userId),
        isNull(projects.archivedAt),
      ),
    )
    .for("share");
  if (member === undefined) throw new AppError("not_found", { reason: "project_gone" });
  if (member.role === "member") throw new AppError("forbidden", { reason: "needs_project_admin" });
}
