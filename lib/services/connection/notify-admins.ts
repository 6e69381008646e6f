import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { projectMembers } from "@/db/schema/project";
import { users } from "@/db/schema/user";
import type { Context } from "@/lib/context";
import { enqueue } from "@/lib/queue/enqueue";

/**
 * Mails the owners and admins of a connection's project, in the transaction of the change that it
 * is about: a change that is undone tells nobody.
 */
export async function notifyAdmins(
  ctx: Pick<Context, "db">,
  connection: { id: string; projectId: string; gen: number },
  template: "reconnect_needed" | "connection_recovered",
): Promise<void> {
  const admins = await ctx.db
    .select({ id: users.id })
    .from(projectMembers)
    .innerJoin(users, eq(users.id, projectMembers.userId))
    .where(
      and(
        eq(projectMembers.projectId, connection.projectId),
        inArray(projectMembers.role, ["owner", "admin"]),
        isNull(users.archivedAt),
      ),
    );
  for (const { id: userId } of admins) {
    await enqueue(ctx.db, "send-mail", { template, userId, connectionId: connection.id });
  }
}
