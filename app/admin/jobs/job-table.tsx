import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableCell, TableRow } from "@/app/_ui/table";
import type { JobState } from "@/lib/domain/job-state";
import type { JobItem } from "@/lib/services/job/list";
import { JobActions } from "./job-actions";

const tones: Record<JobState, Tone> = {
  dead: "danger",
  waiting: "neutral",
  retrying: "warning",
  running: "accent",
  done: "success",
  deleted: "neutral",
};

export function JobTable({ jobs, now }: { jobs: readonly JobItem[]; now: Date }) {
  const t = useTranslations("admin.jobs");
  const columns = (["job", "state", "created", "actions"] as const).map((column) => t(`columns.${column}`));
  return (
    <Table caption={t("list")} columns={columns}>
      {jobs.map((job) => (
        <TableRow key={job.id}>
          <TableCell>
            <Subject job={job} />
          </TableCell>
          <TableCell label={t("columns.state")}>
            <Standing job={job} now={now} />
          </TableCell>
          <TableCell label={t("columns.created")}>
            <span className="text-muted">
              <RelativeTime value={job.createdAt} now={now} />
            </span>
          </TableCell>
          <TableCell>
            <JobActions id={job.id} state={job.state} isEarly={job.dueAt !== null && job.dueAt > now} />
          </TableCell>
        </TableRow>
      ))}
    </Table>
  );
}

function Subject({ job: { id, queue, details } }: { job: JobItem }) {
  return (
    <div className="min-w-0 font-mono text-xs sm:min-w-56">
      <p className="font-medium">{queue}</p>
      <p className="wrap-anywhere text-muted">{id}</p>
      {details.map(({ name, value }) => (
        <p key={name} className="wrap-anywhere text-muted">
          {name}: {value}
        </p>
      ))}
    </div>
  );
}

function Standing({ job: { state, attempts, cause, dueAt }, now }: { job: JobItem; now: Date }) {
  const t = useTranslations("admin.jobs");
  const hasFailed = state === "dead" || state === "retrying";
  return (
    <div className="flex flex-col items-end gap-1 text-right text-xs sm:items-start sm:text-left">
      <Badge tone={tones[state]} hasDot>
        {t(`state.${state}`)}
      </Badge>
      {attempts > 0 && <span className="text-muted">{t("attempts", { count: attempts })}</span>}
      {hasFailed && (
        <span className="wrap-anywhere text-muted">
          {cause === null ? t("lost") : <span className="font-mono">{cause}</span>}
        </span>
      )}
      {dueAt !== null && dueAt > now && (
        <span className="text-muted">
          {t.rich("due", { time: () => <RelativeTime value={dueAt} now={now} /> })}
        </span>
      )}
    </div>
  );
}
