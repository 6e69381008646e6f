"use client";

import { useFormatter, useTranslations } from "next-intl";
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { chartLook } from "@/app/_ui/chart-look";
import { ChartNote } from "@/app/_ui/chart-note";
import type { SalesPoint } from "./sales-points";

/** Days as bars, each beside that of the week before. Read aloud it is the table below. */
export function SalesChart({ points }: { points: SalesPoint[] }) {
  const format = useFormatter();
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={points}
        accessibilityLayer={false}
        barGap={3}
        barCategoryGap="24%"
        margin={chartLook.margin}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis dataKey="shortLabel" interval={0} {...chartLook.axis} tickMargin={8} />
        <YAxis
          {...chartLook.axis}
          width="auto"
          tickFormatter={(value: number) =>
            format.number(value, { notation: "compact", maximumSignificantDigits: 3 })
          }
        />
        <Tooltip {...chartLook.tooltip} content={ChartTooltip} />
        <Bar
          dataKey="weekBefore"
          fill="var(--border-strong)"
          radius={[3, 3, 0, 0]}
          isAnimationActive={false}
        />
        <Bar dataKey="sales" fill="var(--accent)" radius={[3, 3, 0, 0]} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}

function ChartTooltip({ active, payload }: TooltipContentProps) {
  const t = useTranslations("connections.tiles.sales.columns");
  const point: SalesPoint | undefined = payload[0]?.payload;
  if (!active || point === undefined) return null;
  const rows = [
    { name: t("sales"), value: point.salesText },
    { name: t("weekBefore"), value: point.weekBeforeText },
    { name: t("orders"), value: point.ordersText },
  ];
  return <ChartNote title={point.label} rows={rows} />;
}
