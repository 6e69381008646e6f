"use client";

import dynamic from "next/dynamic";
import { catchError } from "next/error";
import { useTranslations } from "next-intl";
import { Skeleton } from "@/app/_ui/skeleton";
import type { StatisticsPoint } from "./statistics-points";

// The chart's library weighs as much as the rest of the page: it comes after it.
const Chart = dynamic(async () => (await import("./statistics-chart")).StatisticsChart, {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

// A chart whose script did not come is no loss of data: the table below has it all.
const ChartBoundary = catchError(() => null);

export function StatisticsChartIsland({ points }: { points: StatisticsPoint[] }) {
  const t = useTranslations("referrals.statistics");
  return (
    <figure className="mt-6">
      <div role="img" aria-label={t("chart")} className="h-56">
        <ChartBoundary>
          <Chart points={points} />
        </ChartBoundary>
      </div>
      <figcaption className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-muted text-xs">
        <Mark look="bg-border-strong" text={t("clicks")} />
        <Mark look="bg-accent" text={t("signUps")} />
        <Mark look="bg-success" text={t("confirmed")} />
      </figcaption>
    </figure>
  );
}

function Mark({ look, text }: { look: string; text: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span className={`size-2.5 rounded-[3px] ${look}`} />
      {text}
    </span>
  );
}
