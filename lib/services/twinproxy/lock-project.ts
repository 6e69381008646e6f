import "server-only";
import { eq } from "drizzle-orm";
import { projects } from "@/db/schema/project";
import type { Context } from "@/lib/context";

/** Until the transaction ends no connection comes to this project by other means: what is looked at stays so. */
export async function lockProject(ctx: Pick<Context, "db">, projectId: string): Promise<void> {
  await ctx.db.select({ id: projects.id }).from(projects).where(eq(projects.id, projectId)).for("update");
}
