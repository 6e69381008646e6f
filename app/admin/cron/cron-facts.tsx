import { useTranslations } from "next-intl";
import { Card } from "@/app/_ui/card";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { CronOverview } from "@/lib/services/cron-run/overview";
import { useJobName } from "./use-job-name";

const worryingSeconds = 5 * 60;

export function CronFacts({ overview, now }: { overview: CronOverview; now: Date }) {
  const jobName = useJobName();
  const t = useTranslations("admin.cron");
  const latest = overview.latest.map(({ job, startedAt }) => ({
    name: t("latest", { job: jobName(job) }),
    value: <RelativeTime value={startedAt} now={now} />,
  }));
  const facts = [
    { name: t("overdue"), value: <Overdue seconds={overview.overdueSeconds} now={now} /> },
    ...latest,
  ];
  return (
    <Card>
      <dl className="grid gap-x-8 gap-y-4 text-sm sm:grid-cols-2 xl:grid-cols-4">
        {facts.map(({ name, value }) => (
          <div key={name} className="flex flex-col justify-between">
            <dt className="text-muted">{name}</dt>
            <dd className="mt-1 font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Overdue({ seconds, now }: { seconds: number; now: Date }) {
  const t = useTranslations("admin.cron");
  if (seconds === 0) return t("overdueNone");
  const since = new Date(now.getTime() - seconds * 1_000);
  return (
    <>
      <RelativeTime value={since} now={now} />
      {seconds > worryingSeconds && <p className="mt-1 font-normal text-warning-text">{t("overdueHint")}</p>}
    </>
  );
}
