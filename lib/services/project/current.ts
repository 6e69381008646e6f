import "server-only";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { projectMembers, projects } from "@/db/schema/project";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";

export interface CurrentProject {
  id: string;
  name: string;
  role: "owner" | "admin" | "member";
}

/** The project that a signed-in person works in: the personal one, else the oldest membership. */
export async function currentProject(ctx: Context<UserActor>): Promise<CurrentProject> {
  const [row] = await ctx.db
    .select({ id: projects.id, name: projects.name, role: projectMembers.role })
    .from(projectMembers)
    .innerJoin(projects, eq(projects.id, projectMembers.projectId))
    .where(and(eq(projectMembers.userId, ctx.actor.userId), isNull(projects.archivedAt)))
    .orderBy(sql`${projects.personalOwnerId} is not distinct from ${ctx.actor.userId} desc`, asc(projects.id))
    .limit(1);
  if (row === undefined) throw new AppError("not_found");
  return row;
}

/** The current project, for acts that a plain member may not do. */
export async function currentProjectAsAdmin(ctx: Context<UserActor>): Promise<CurrentProject> {
  const project = await currentProject(ctx);
  if (project.role === "member") throw new AppError("forbidden", { reason: "needs_project_admin" });
  return project;
}
