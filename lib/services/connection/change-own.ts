import "server-only";
import { and, eq } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import type { Context, UserActor } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { recordAudit } from "../audit/record";
import { currentProjectAsAdmin } from "../project/current";
import { recordConnectionEvent } from "./record-event";

export type Row = typeof connections.$inferSelect;

/**
 * A command on one connection of the current project, its row locked: the change, its line in the
 * time line and its audit record stand or fall together.
 *
 * @param change tells whether it changed anything; only then is it recorded.
 */
export async function changeOwn(
  ctx: Context<UserActor>,
  connectionId: string,
  type: "disabled" | "enabled",
  change: (tx: Context<UserActor>, row: Row) => Promise<boolean>,
): Promise<void> {
  const project = await currentProjectAsAdmin(ctx);
  await ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const [row] = await db
      .select()
      .from(connections)
      .where(and(eq(connections.id, connectionId), eq(connections.projectId, project.id)))
      .for("update");
    if (row === undefined) throw new AppError("not_found");
    if (!(await change(tx, row))) return;
    await recordConnectionEvent(tx, { connectionId, type, gen: row.gen });
    await recordAudit(tx, {
      action: `connection.${type}`,
      subjectType: "connection",
      subjectId: connectionId,
      projectId: project.id,
    });
  });
}
