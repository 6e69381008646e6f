import "server-only";
import { and, eq, exists, inArray } from "drizzle-orm";
import { connections } from "@/db/schema/connection";
import { projectMembers } from "@/db/schema/project";
import type { Context } from "@/lib/context";
import type { ConnectionMail } from "@/lib/mailer/mail";
import { appLink } from "./app-link";
import type { Recipient } from "./recipient";
import { unsubscribeLinks } from "./unsubscribe-token";

/** The states that each mail is still true of. */
const fitting = {
  reconnect_needed: ["reauth_required"],
  connection_recovered: ["active", "degraded"],
} as const;

/** The notice about a connection; null when it is no longer so, or no longer the recipient's concern. */
export async function composeConnectionMail(
  ctx: Pick<Context, "db">,
  recipient: Recipient,
  { template, connectionId }: { template: ConnectionMail["template"]; connectionId: string },
): Promise<ConnectionMail | null> {
  const membership = ctx.db
    .select({ userId: projectMembers.userId })
    .from(projectMembers)
    .where(and(eq(projectMembers.projectId, connections.projectId), eq(projectMembers.userId, recipient.id)));
  const [row] = await ctx.db
    .select({ provider: connections.provider, name: connections.name })
    .from(connections)
    .where(
      and(
        eq(connections.id, connectionId),
        inArray(connections.status, fitting[template]),
        exists(membership),
      ),
    );
  if (row === undefined) return null;
  return {
    template,
    username: recipient.username,
    link: appLink(`/dashboard/connections/${connectionId}`),
    ...unsubscribeLinks({ userId: recipient.id, kind: "connections" }),
    provider: row.provider,
    connection: row.name,
  };
}
