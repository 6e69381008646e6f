"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { ChartFigure } from "@/app/_ui/chart-figure";
import { Skeleton } from "@/app/_ui/skeleton";
import type { SalesPoint } from "./sales-points";

// The chart's library weighs as much as the rest of the page: it comes after it.
const Chart = dynamic(async () => (await import("./sales-chart")).SalesChart, {
  ssr: false,
  loading: () => <Skeleton className="h-full" />,
});

export function SalesChartIsland({ points }: { points: SalesPoint[] }) {
  const t = useTranslations("connections.tiles.sales");
  const marks = [
    { look: "bg-accent", text: t("columns.sales") },
    { look: "bg-border-strong", text: t("columns.weekBefore") },
  ];
  return (
    <ChartFigure label={t("chart")} marks={marks} className="mt-5">
      <Chart points={points} />
    </ChartFigure>
  );
}
