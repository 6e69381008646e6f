import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/app/_ui/card";
import type { ReferralStatistics } from "@/lib/services/referral/statistics";
import type { PageView } from "../page-view";
import { RangeLinks } from "./range-links";
import { Sources } from "./sources";
import { StatisticsChartIsland } from "./statistics-chart-island";
import { statisticsPoints } from "./statistics-points";
import { StatisticsTable } from "./statistics-table";

export function StatisticsCard({ statistics, view }: { statistics: ReferralStatistics; view: PageView }) {
  const t = useTranslations("referrals.statistics");
  const format = useFormatter();
  const { days, totals, sources } = statistics;
  const isEmpty = totals.clicks === 0 && totals.signUps === 0;
  const points = statisticsPoints(days, {
    shortDay: (day) => format.dateTime(day, { day: "numeric", month: "short", timeZone: "UTC" }),
    longDay: (day) => format.dateTime(day, { dateStyle: "long", timeZone: "UTC" }),
  });
  return (
    <Card title={t("title")} description={t("description")} action={<RangeLinks view={view} />}>
      <Funnel totals={totals} />
      {isEmpty && <p className="mt-6 text-muted text-sm">{t("empty")}</p>}
      {!isEmpty && <StatisticsChartIsland points={points} />}
      {!isEmpty && <StatisticsTable points={points} />}
      {sources.length > 0 && <Sources sources={sources} />}
    </Card>
  );
}

/** Each step with its share of the one before. */
function Funnel({ totals }: Pick<ReferralStatistics, "totals">) {
  const t = useTranslations("referrals.statistics");
  const format = useFormatter();
  const share = (part: number, whole: number) =>
    whole === 0
      ? null
      : format.number(Math.min(1, part / whole), { style: "percent", maximumFractionDigits: 1 });
  const ofClicks = share(totals.signUps, totals.clicks);
  const ofSignUps = share(totals.confirmed, totals.signUps);
  const steps = [
    { name: "clicks", note: null },
    { name: "signUps", note: ofClicks === null ? t("noShare") : t("ofClicks", { share: ofClicks }) },
    { name: "confirmed", note: ofSignUps === null ? t("noShare") : t("ofSignUps", { share: ofSignUps }) },
  ] as const;
  return (
    <dl className="grid gap-4 sm:grid-cols-3">
      {steps.map(({ name, note }) => (
        <div key={name} className="flex flex-col">
          <dt className="text-muted text-sm">{t(name)}</dt>
          <dd className="mt-1 font-semibold text-xl tabular-nums">{format.number(totals[name])}</dd>
          {note !== null && <dd className="text-muted text-xs">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
