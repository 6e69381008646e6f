import "server-only";
import { sql } from "drizzle-orm";
import { v7 } from "uuid";
import { projectMembers, projects } from "@/db/schema/project";
import type { Context } from "@/lib/context";

/** The project that each user gets at sign-up, with its owner in one statement: a sign-up counts its round trips. */
export async function createPersonalProject(
  ctx: Pick<Context, "db" | "now">,
  user: { id: string; username: string },
): Promise<string> {
  const { db, now: createdAt } = ctx;
  const id = v7();
  const made = db
    .$with("made")
    .as(
      db
        .insert(projects)
        .values({ id, name: user.username, personalOwnerId: user.id, createdAt })
        .returning({ id: projects.id, userId: projects.personalOwnerId, createdAt: projects.createdAt }),
    );
  await db
    .with(made)
    .insert(projectMembers)
    .select(
      db
        .select({
          projectId: made.id,
          userId: sql<string>`${made.userId}`.as("user_id"),
          role: sql<"owner">`'owner'`.as("role"),
          createdAt: made.createdAt,
        })
        .from(made),
    );
  return id;
}
