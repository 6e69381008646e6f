import { chance, pick } from "@/sandbox/control/seeded";
import { type AmocrmAccount, leadSubjects } from "@/sandbox/data/amocrm-accounts";

const daySeconds = 86_400;
const keptDays = 90;
const won = 142;
const lost = 143;

/** The leads of the last 90 days, newest first; a lead once seen never changes its number or its date. */
export function leadsOf(account: AmocrmAccount, now: Date) {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  const today = Math.floor(nowSeconds / daySeconds);
  const days = Array.from({ length: keptDays }, (_, back) => today - back);
  return days
    .flatMap((day) => {
      const count = Math.floor(2 + 6 * chance("leads", account.id, day));
      return Array.from({ length: count }, (_, index) => lead(account, day, index, today));
    })
    .filter(({ created_at }) => created_at <= nowSeconds)
    .sort((left, right) => right.created_at - left.created_at);
}

export type Lead = ReturnType<typeof lead>;

function lead(account: AmocrmAccount, day: number, index: number, today: number) {
  const id = (day - 18_000) * 10 + index + (account.id % 1000) * 1_000_000;
  const pipeline = account.pipelines[Math.floor(chance("pipeline", id) * account.pipelines.length)];
  const user = pick(account.users, "user", id);
  const createdAt = Math.floor(day * daySeconds + (6 + 12 * chance("time", id)) * 3600);
  const closed = chance("closed", id) < Math.min((today - day) / 20, 0.85);
  const subject = pick(leadSubjects, "subject", id);
  return {
    id,
    name: `${subject} № ${id % 100_000}`,
    price: Math.round((8 + 90 * chance("price", id) ** 2) * 10) * 100,
    responsible_user_id: user.id,
    group_id: 0,
    status_id: closed ? (chance("won", id) < 0.55 ? won : lost) : openStatus(pipeline, id),
    pipeline_id: pipeline?.id ?? 0,
    loss_reason_id: null,
    created_by: user.id,
    updated_by: user.id,
    created_at: createdAt,
    updated_at: createdAt,
    closed_at: closed ? createdAt + daySeconds : null,
    closest_task_at: null,
    is_deleted: false,
    custom_fields_values: null,
    account_id: account.id,
    _embedded: { tags: [], companies: [] },
  };
}

/** `filter[created_at][from|to]` and `order[created_at]`, as seconds of Unix time. */
export function selectLeads(leads: Lead[], query: URLSearchParams): Lead[] {
  const from = Number(query.get("filter[created_at][from]") ?? 0);
  const to = Number(query.get("filter[created_at][to]") ?? Number.MAX_SAFE_INTEGER);
  const selected = leads.filter(({ created_at }) => created_at >= from && created_at <= to);
  return query.get("order[created_at]") === "asc" ? selected.reverse() : selected;
}

export function pipelinesOf(account: AmocrmAccount) {
  return account.pipelines.map((pipeline, index) => ({
    id: pipeline.id,
    name: pipeline.name,
    sort: index + 1,
    is_main: index === 0,
    is_unsorted_on: true,
    is_archive: false,
    account_id: account.id,
    _embedded: {
      statuses: [
        ...pipeline.stages.map((name, stage) => status(statusId(pipeline.id, stage), name, pipeline.id)),
        status(won, "Успешно реализовано", pipeline.id),
        status(lost, "Закрыто и не реализовано", pipeline.id),
      ],
    },
  }));
}

function status(id: number, name: string, pipelineId: number) {
  return { id, name, pipeline_id: pipelineId, is_editable: id !== won && id !== lost, type: 0 };
}

function openStatus(pipeline: AmocrmAccount["pipelines"][number] | undefined, id: number): number {
  if (!pipeline) return 0;
  return statusId(pipeline.id, Math.floor(chance("stage", id) * pipeline.stages.length));
}

function statusId(pipelineId: number, stage: number): number {
  return pipelineId * 10 + stage;
}
