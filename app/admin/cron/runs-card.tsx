import { CircleCheck, Clock } from "lucide-react";
import type { Route } from "next";
import { useFormatter, useTranslations } from "next-intl";
import { Badge, type Tone } from "@/app/_ui/badge";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { Pagination } from "@/app/_ui/pagination";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableCell, TableRow } from "@/app/_ui/table";
import type { Page } from "@/lib/domain/page";
import type { CronRunItem } from "@/lib/services/cron-run/list";
import { FilterLinks } from "../filter-links";
import { useJobName } from "./use-job-name";

interface RunsCardProps {
  page: Page<CronRunItem>;
  cursor: string | null;
  onlyFailed: boolean;
  now: Date;
}

function runsHref(onlyFailed: boolean, cursor: string | null = null): Route {
  const parameters = new URLSearchParams();
  if (onlyFailed) parameters.set("show", "failed");
  if (cursor !== null) parameters.set("cursor", cursor);
  return parameters.size === 0 ? "/admin/cron" : `/admin/cron?${parameters}`;
}

export function RunsCard({ page, cursor, onlyFailed, now }: RunsCardProps) {
  const t = useTranslations("admin.cron");
  const columns = (["job", "state", "started", "counts"] as const).map((column) => t(`columns.${column}`));
  const kind = onlyFailed ? "noneFailed" : "empty";
  return (
    <section className="flex flex-col gap-4">
      <FilterLinks
        label={t("filter.label")}
        links={[false, true].map((failed) => ({
          href: runsHref(failed),
          text: t(failed ? "filter.failed" : "filter.all"),
          isCurrent: onlyFailed === failed,
        }))}
      />
      <Card isFlush>
        {page.items.length === 0 ? (
          <EmptyState
            icon={onlyFailed ? <CircleCheck /> : <Clock />}
            headingLevel="h2"
            title={t(`${kind}.title`)}
            text={t(`${kind}.text`)}
          />
        ) : (
          <Table caption={t("list")} columns={columns}>
            {page.items.map((run) => (
              <RunRow key={run.id} run={run} now={now} />
            ))}
          </Table>
        )}
        <Pagination
          firstHref={cursor === null ? null : runsHref(onlyFailed)}
          nextHref={page.nextCursor === null ? null : runsHref(onlyFailed, page.nextCursor)}
        />
      </Card>
    </section>
  );
}

const tones: Record<CronRunItem["status"], Tone> = {
  running: "accent",
  succeeded: "success",
  failed: "danger",
  lost: "warning",
};

function RunRow({ run, now }: { run: CronRunItem; now: Date }) {
  const t = useTranslations("admin.cron");
  const format = useFormatter();
  const jobName = useJobName();
  const { status, startedAt, finishedAt, oldestOverdueSeconds: overdue } = run;
  const done = Object.entries(run.counts).filter(([, count]) => count > 0);
  const seconds = finishedAt === null ? null : (finishedAt.getTime() - startedAt.getTime()) / 1_000;
  return (
    <TableRow>
      <TableCell isMain>{jobName(run.job)}</TableCell>
      <TableCell label={t("columns.state")}>
        <span className="inline-flex flex-wrap items-center justify-end gap-2">
          <Badge tone={tones[status]}>{t(`state.${status}`)}</Badge>
          {run.errorType !== null && <span className="font-mono text-muted text-xs">{run.errorType}</span>}
          {seconds !== null && (
            <span className="text-muted text-xs">
              {t("took", { seconds: format.number(seconds, { maximumSignificantDigits: 2 }) })}
            </span>
          )}
        </span>
      </TableCell>
      <TableCell label={t("columns.started")}>
        <span className="text-muted">
          <RelativeTime value={startedAt} now={now} />
        </span>
      </TableCell>
      <TableCell label={t("columns.counts")}>
        <span className="text-right text-muted text-xs">
          {done.length === 0 && status === "succeeded" && t("nothingDone")}
          <span className="font-mono">{done.map(([name, count]) => `${name} ${count}`).join(", ")}</span>
          {overdue !== null && overdue > 0 && <span> · {t("overdueAtEnd", { seconds: overdue })}</span>}
        </span>
      </TableCell>
    </TableRow>
  );
}
