import "server-only";
import { z } from "zod";
import { getAccount, getCurrentUser, listUsers } from "@/lib/providers/amocrm-api/account";
import { type AmocrmLead, closedStatuses, listLeads, listPipelines } from "@/lib/providers/amocrm-api/leads";
import type { AmocrmAccess } from "@/lib/providers/amocrm-api/request";
import type { FreshToken } from "../connection/fresh-token";
import { readLiveData } from "./read-live-data";
import type { ViewerContext } from "./with-fresh-token";

const Account = z.object({
  name: z.string(),
  host: z.string(),
  currency: z.string().nullable(),
  timeZone: z.string().nullable(),
  /** Who has given the access. */
  personName: z.string().nullable(),
  personEmail: z.string().nullable(),
});

const Users = z.object({
  users: z.array(
    z.object({ id: z.number(), name: z.string(), email: z.string().nullable(), isAdmin: z.boolean() }),
  ),
  isWhole: z.boolean(),
});

const Pipelines = z.array(
  z.object({
    id: z.number(),
    name: z.string(),
    stages: z.array(z.object({ id: z.number(), name: z.string() })),
  }),
);

const Lead = z.object({
  id: z.number(),
  name: z.string(),
  price: z.number(),
  pipelineId: z.number(),
  statusId: z.number(),
  /** ISO 8601. */
  createdAt: z.string(),
});

const Leads = z.object({
  newest: z.array(Lead),
  /** Open leads of each pipeline that has any. */
  open: z.array(z.object({ pipelineId: z.number(), count: z.number(), sum: z.number() })),
  counted: z.number(),
  /** False where only the newest `counted` were looked at. */
  isWhole: z.boolean(),
});

export type AmocrmAccountData = z.output<typeof Account>;
export type AmocrmUsersData = z.output<typeof Users>;
export type AmocrmPipelinesData = z.output<typeof Pipelines>;
export type AmocrmLeadsData = z.output<typeof Leads>;

const shownLeads = 6;
// amoCRM gives no totals: four requests' worth is counted.
const countedLeads = 1_000;

export async function readAmocrmAccount(
  ctx: ViewerContext,
  connectionId: string,
): Promise<AmocrmAccountData> {
  return await readLiveData(ctx, connectionId, {
    provider: "amocrm",
    name: "account",
    schema: Account,
    load: async (token) => {
      const access = amocrmAccess(token, ctx.now);
      const account = await getAccount(access);
      const person = await getCurrentUser(access);
      return {
        name: account.name,
        host: new URL(token.upstreamOrigin).host,
        currency: account.currency ?? null,
        timeZone: account._embedded?.datetime_settings?.timezone ?? null,
        personName: person.name ?? null,
        personEmail: person.email ?? null,
      };
    },
  });
}

export async function readAmocrmUsers(ctx: ViewerContext, connectionId: string): Promise<AmocrmUsersData> {
  return await readLiveData(ctx, connectionId, {
    provider: "amocrm",
    name: "users",
    schema: Users,
    load: async (token) => {
      const { rows, isWhole } = await listUsers(amocrmAccess(token, ctx.now));
      const users = rows
        .filter(({ rights }) => rights?.is_active !== false)
        .map(({ id, name, email, rights }) => ({
          id,
          name,
          email: email ?? null,
          isAdmin: rights?.is_admin === true,
        }));
      return { users, isWhole };
    },
  });
}

export async function readAmocrmPipelines(
  ctx: ViewerContext,
  connectionId: string,
): Promise<AmocrmPipelinesData> {
  return await readLiveData(ctx, connectionId, {
    provider: "amocrm",
    name: "pipelines",
    schema: Pipelines,
    load: async (token) => {
      const pipelines = await listPipelines(amocrmAccess(token, ctx.now));
      return pipelines
        .filter(({ is_archive }) => is_archive !== true)
        .sort((left, right) => (left.sort ?? 0) - (right.sort ?? 0))
        .map(({ id, name, _embedded }) => ({
          id,
          name,
          stages: (_embedded?.statuses ?? []).map((stage) => ({ id: stage.id, name: stage.name })),
        }));
    },
  });
}

export async function readAmocrmLeads(ctx: ViewerContext, connectionId: string): Promise<AmocrmLeadsData> {
  return await readLiveData(ctx, connectionId, {
    provider: "amocrm",
    name: "leads",
    schema: Leads,
    load: async (token) => {
      const { rows, isWhole } = await listLeads(amocrmAccess(token, ctx.now), { most: countedLeads });
      const newest = rows.slice(0, shownLeads).map((lead) => ({
        id: lead.id,
        name: lead.name ?? "",
        price: lead.price ?? 0,
        pipelineId: lead.pipeline_id,
        statusId: lead.status_id,
        createdAt: new Date(lead.created_at * 1000).toISOString(),
      }));
      return { newest, open: openByPipeline(rows), counted: rows.length, isWhole };
    },
  });
}

function openByPipeline(leads: readonly AmocrmLead[]) {
  const closed: readonly number[] = Object.values(closedStatuses);
  const open = leads.filter(({ status_id }) => !closed.includes(status_id));
  return [...Map.groupBy(open, ({ pipeline_id }) => pipeline_id)].map(([pipelineId, group]) => ({
    pipelineId,
    count: group.length,
    sum: group.reduce((total, { price }) => total + (price ?? 0), 0),
  }));
}

function amocrmAccess({ accessToken, upstreamOrigin }: FreshToken, now: Date): AmocrmAccess {
  return { origin: upstreamOrigin, accessToken, now };
}
