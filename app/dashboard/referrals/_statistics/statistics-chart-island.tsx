"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { ChartFigure } from "@/app/_ui/chart-figure";
import { Skeleton } from "@/app/_ui/skeleton";
import type { StatisticsPoint } from "./statistics-points";

// The chart's library weighs as much as the rest of the page: it comes after it.
const Chart = dynamic(async () => (await import("./statistics-chart")).StatisticsChart, {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

export function StatisticsChartIsland({ points }: { points: StatisticsPoint[] }) {
  const t = useTranslations("referrals.statistics");
  const marks = [
    { look: "bg-border-strong", text: t("clicks") },
    { look: "bg-accent", text: t("signUps") },
    { look: "bg-success", text: t("confirmed") },
  ];
  return (
    <ChartFigure label={t("chart")} marks={marks} className="mt-6">
      <Chart points={points} />
    </ChartFigure>
  );
}
