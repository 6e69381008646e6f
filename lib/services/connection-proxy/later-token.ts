import "server-only";
import { and, eq } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context } from "@/lib/context";
import type { ProjectConnection } from "../connection/find-row";
import { type FreshToken, freshToken } from "../connection/fresh-token";
import { mayForceRefresh } from "../connection/may-force-refresh";

/**
 * Another token than the one that the provider refused: what stands in the database meanwhile, or a
 * renewed one. Null where a refresh would only be repeated.
 *
 * @throws {AppError} as `freshToken` does.
 */
export async function laterToken(
  ctx: Pick<Context, "db" | "now" | "actor"> & { clock: () => Date },
  which: ProjectConnection,
  refused: FreshToken,
): Promise<FreshToken | null> {
  const [row] = await ctx.db
    .select({ gen: connections.gen })
    .from(connections)
    .where(and(eq(connections.id, which.connectionId), eq(connections.projectId, which.projectId)));
  const isStill = row?.gen === refused.gen;
  if (isStill && !(await mayForceRefresh(which.connectionId, refused.gen))) return null;
  return await freshToken({ ...ctx, now: ctx.clock() }, which, refused.gen);
}
