import Link from "next/link";
import { useTranslations } from "next-intl";
import { Card } from "@/app/_ui/card";
import { cn } from "@/app/_ui/cn";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableCell, TableRow } from "@/app/_ui/table";
import { type JobState, jobStates } from "@/lib/domain/job-state";
import { jobNames } from "@/lib/queue/jobs";
import type { QueueOverview } from "@/lib/services/job/overview";
import { jobsHref } from "./job-filter";

export function QueueTable({ queues, now }: { queues: readonly QueueOverview[]; now: Date }) {
  const t = useTranslations("admin.jobs");
  const columns = [t("queue"), ...jobStates.map((state) => t(`counts.${state}`)), t("oldest")];
  return (
    <Card isFlush>
      <Table caption={t("queues")} columns={columns}>
        {queues.map(({ queue, counts, oldestDueAt }) => (
          <TableRow key={queue}>
            <TableCell isMain>
              <span className="font-mono text-xs">{queue}</span>
            </TableCell>
            {jobStates.map((state) => (
              <TableCell key={state} label={t(`counts.${state}`)}>
                <Count queue={queue} state={state} count={counts[state]} />
              </TableCell>
            ))}
            <TableCell label={t("oldest")}>
              <span className="text-muted">
                {oldestDueAt === null ? t("nothingDue") : <RelativeTime value={oldestDueAt} now={now} />}
              </span>
            </TableCell>
          </TableRow>
        ))}
      </Table>
    </Card>
  );
}

/** A count is the way to the jobs that it counts. */
function Count({ queue, state, count }: { queue: string; state: JobState; count: number }) {
  const known = jobNames.find((name) => name === queue);
  if (count === 0 || known === undefined) return <span className="text-faint tabular-nums">{count}</span>;
  return (
    <Link
      href={jobsHref({ queue: known, state })}
      className={cn(
        "rounded-sm font-medium tabular-nums underline decoration-border-strong underline-offset-4 hover:decoration-current",
        state === "dead" && "text-danger-text",
      )}
    >
      {count}
    </Link>
  );
}
