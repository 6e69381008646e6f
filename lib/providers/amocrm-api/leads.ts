import "server-only";
import { z } from "zod";
import { getRows, type Rows } from "./list";
import type { AmocrmAccess } from "./request";

/** The same in every pipeline of every account. */
export const closedStatuses = { won: 142, lost: 143 } as const;

const Status = z.object({ id: z.number(), name: z.string(), color: z.string().nullish() });

const Pipeline = z.object({
  id: z.number(),
  name: z.string(),
  sort: z.number().nullish(),
  is_main: z.boolean().nullish(),
  is_archive: z.boolean().nullish(),
  _embedded: z.object({ statuses: z.array(Status).nullish() }).nullish(),
});

const Lead = z.object({
  id: z.number(),
  name: z.string().nullish(),
  /** In the account's currency. */
  price: z.number().nullish(),
  status_id: z.number(),
  pipeline_id: z.number(),
  responsible_user_id: z.number().nullish(),
  /** Unix seconds; the bound is that of a Date. */
  created_at: z.number().min(0).max(8.64e12),
  updated_at: z.number().nullish(),
  closed_at: z.number().nullish(),
});

export type AmocrmPipeline = z.output<typeof Pipeline>;
export type AmocrmLead = z.output<typeof Lead>;

/** The pipelines with their stages. */
export async function listPipelines(access: AmocrmAccess): Promise<AmocrmPipeline[]> {
  const { rows } = await getRows(access, {
    path: "/api/v4/leads/pipelines",
    name: "pipelines",
    row: Pipeline,
    most: 250,
  });
  return rows;
}

/** The leads, newest first, at most `most` of them; `createdFrom` in Unix seconds. */
export async function listLeads(
  access: AmocrmAccess,
  { most, createdFrom }: { most: number; createdFrom?: number },
): Promise<Rows<AmocrmLead>> {
  const query = {
    "order[created_at]": "desc",
    ...(createdFrom !== undefined && { "filter[created_at][from]": String(createdFrom) }),
  };
  return await getRows(access, { path: "/api/v4/leads", query, name: "leads", row: Lead, most });
}
