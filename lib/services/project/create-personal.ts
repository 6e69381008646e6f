import "server-only";
import { v7 } from "uuid";
import { projectMembers, projects } from "@/db/schema/project";
import type { Context } from "@/lib/context";

/** The project that each user gets at sign-up, in the caller's transaction. */
export async function createPersonalProject(
  ctx: Pick<Context, "db" | "now">,
  user: { id: string; username: string },
): Promise<string> {
  const projectId = v7();
  await ctx.db
    .insert(projects)
    .values({ id: projectId, name: user.username, personalOwnerId: user.id, createdAt: ctx.now });
  await ctx.db
    .insert(projectMembers)
    .values({ projectId, userId: user.id, role: "owner", createdAt: ctx.now });
  return projectId;
}
