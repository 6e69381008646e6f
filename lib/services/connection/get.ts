import "server-only";
import { and, eq } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { type ConnectionSummary, summaryColumns } from "./summary";

/** One connection of a project. */
export async function getConnection(
  ctx: Pick<Context, "db">,
  projectId: string,
  connectionId: string,
): Promise<ConnectionSummary> {
  const [row] = await ctx.db
    .select(summaryColumns)
    .from(connections)
    .where(and(eq(connections.id, connectionId), eq(connections.projectId, projectId)));
  if (row === undefined) throw new AppError("not_found");
  return row;
}
