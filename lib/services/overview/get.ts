import "server-only";
import { and, count, eq, isNull, ne } from "drizzle-orm";
import { apiKeys } from "@/db/schema/api-key";
import { connections } from "@/db/schema/connection";
import { referrals } from "@/db/schema/referral";
import type { Context, UserActor } from "@/lib/context";
import type { ReferralCodeItem } from "@/lib/services/referral-code/item";
import { type ConnectionEventItem, listLatestEvents } from "../connection/list-events";
import { currentProject } from "../project/current";
import { findActiveReferralCode } from "../referral-code/list";

const shownEvents = 6;

export interface Overview {
  projectId: string;
  projectName: string;
  connections: { active: number; attention: number; total: number };
  connectedProviders: string[];
  referrals: { pending: number; confirmed: number };
  activeCode: ReferralCodeItem | null;
  hasApiKey: boolean;
  /** The latest few of all connections. */
  events: ConnectionEventItem[];
}

/** What the dashboard's first page shows. */
export async function getOverview(ctx: Context<UserActor>): Promise<Overview> {
  const project = await currentProject(ctx);
  const [byStatus, referralsByStatus, activeCode, keys, events] = await Promise.all([
    countConnections(ctx, project.id),
    countReferrals(ctx),
    findActiveReferralCode(ctx),
    ctx.db.$count(apiKeys, and(eq(apiKeys.projectId, project.id), isNull(apiKeys.revokedAt))),
    listLatestEvents(ctx, project.id, shownEvents),
  ]);
  const connectionsIn = (...statuses: string[]) =>
    byStatus.filter(({ status }) => statuses.includes(status)).reduce((sum, row) => sum + row.rows, 0);
  return {
    projectId: project.id,
    projectName: project.name,
    connections: {
      active: connectionsIn("active"),
      attention: connectionsIn("degraded", "reauth_required"),
      total: byStatus.reduce((sum, row) => sum + row.rows, 0),
    },
    connectedProviders: [...new Set(byStatus.map((row) => row.provider))],
    referrals: {
      pending: referralsByStatus.find(({ status }) => status === "pending")?.rows ?? 0,
      confirmed: referralsByStatus.find(({ status }) => status === "confirmed")?.rows ?? 0,
    },
    activeCode,
    hasApiKey: keys > 0,
    events,
  };
}

async function countConnections(ctx: Context, projectId: string) {
  return await ctx.db
    .select({ status: connections.status, provider: connections.provider, rows: count() })
    .from(connections)
    .where(and(eq(connections.projectId, projectId), ne(connections.status, "revoked")))
    .groupBy(connections.status, connections.provider);
}

async function countReferrals(ctx: Context<UserActor>) {
  return await ctx.db
    .select({ status: referrals.status, rows: count() })
    .from(referrals)
    .where(eq(referrals.referrerId, ctx.actor.userId))
    .groupBy(referrals.status);
}
